import { serverBundle } from '../../rolldown.base.mjs';

/** The server, and the workers that write and read workbooks. */
export default [
  serverBundle('apps/api/src/main.ts', 'dist/apps/api/main.js'),
  serverBundle('apps/api/src/workbook/workbook-worker.ts', 'dist/apps/api/workbook-worker.js'),
  serverBundle('libs/import/src/read/reader-worker.ts', 'dist/apps/api/reader-worker.js'),
];

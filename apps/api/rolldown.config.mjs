import { serverBundle } from '../../rolldown.base.mjs';

/** The server, and the worker that writes workbooks. */
export default [
  serverBundle('apps/api/src/main.ts', 'dist/apps/api/main.js'),
  serverBundle('apps/api/src/workbook/workbook-worker.ts', 'dist/apps/api/workbook-worker.js'),
];

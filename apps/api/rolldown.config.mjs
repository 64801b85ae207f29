import { serverBundle } from '../../rolldown.base.mjs';

const { output, ...bundle } = serverBundle('apps/api/src/main.ts', '');

/**
 * The process (`main`) and the server alone (`server`), which end-to-end tests start in shared processes
 * (docs/adr/0048), and the workers that write and read workbooks.
 */
export default [
  {
    ...bundle,
    input: { main: bundle.input, server: 'apps/api/src/server.ts' },
    output: {
      ...{ format: output.format, sourcemap: output.sourcemap },
      ...{ dir: 'dist/apps/api', entryFileNames: '[name].js', chunkFileNames: '[name].js' },
    },
  },
  serverBundle('apps/api/src/workbook/workbook-worker.ts', 'dist/apps/api/workbook-worker.js'),
  serverBundle('libs/import/src/read/reader-worker.ts', 'dist/apps/api/reader-worker.js'),
];

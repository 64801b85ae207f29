import { serverBundle } from '../../rolldown.base.mjs';

const { output, ...bundle } = serverBundle('apps/cli/src/main.ts', '');

/**
 * A small file that hears signals, one with the rest, which takes long to load, and the worker that
 * reads workbooks.
 */
export default {
  ...bundle,
  input: {
    main: bundle.input,
    'reader-worker': 'libs/import/src/read/reader-worker.ts',
  },
  output: {
    ...{ format: output.format, sourcemap: output.sourcemap },
    ...{ dir: 'dist/apps/cli', entryFileNames: '[name].js', chunkFileNames: '[name].js' },
  },
};

import { serverBundle } from '../../rolldown.base.mjs';

const { output, ...bundle } = serverBundle('apps/cli/src/main.ts', '');

/** A small file that hears signals, and one with the rest, which takes long to load. */
export default {
  ...bundle,
  output: {
    ...{ format: output.format, sourcemap: output.sourcemap },
    ...{ dir: 'dist/apps/cli', entryFileNames: 'main.js', chunkFileNames: '[name].js' },
  },
};

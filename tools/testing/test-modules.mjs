/** Teaches Node to import our TypeScript as Jest compiles it. */
import { existsSync, readFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const ROOT = pathToFileURL(`${resolve('.')}/`).href;
const COMPILED = {
  ...{ supportsStaticESM: true, supportsDynamicImport: true },
  ...{ supportsExportNamespaceFrom: true, supportsTopLevelAwait: true },
};
/** Hooks and variables of a test file must not reach the next one. */
const PER_TEST_FILE = /\/apps\/e2e\/|\/testing\/|\.spec\.ts$/;
const GLOBALS = 'test-globals:';

/** Module to the file with its source map, for the stacks of errors. */
export const sourceMaps = new Map();

let transformer;
export const compileWith = (given) => {
  transformer = given;
};

const isOurs = (url) => url?.startsWith(ROOT) && !url.includes('/node_modules/');

/** Where the type checker finds our libraries. */
const { paths } = JSON.parse(readFileSync('tsconfig.base.json', 'utf8')).compilerOptions;

function wantedUrl(specifier, parent) {
  if (paths[specifier]) return new URL(paths[specifier][0], ROOT).href;
  return specifier.startsWith('.') ? new URL(specifier, parent).href : undefined;
}

const placesOf = (url) =>
  [url, `${url}.ts`, `${url}/index.ts`].filter((place) => place.endsWith('.ts'));
const found = new Map();

function find(specifier, parent) {
  const wanted = wantedUrl(specifier, parent);
  if (!wanted) return undefined;
  if (!found.has(wanted)) {
    found.set(
      wanted,
      placesOf(wanted).find((place) => existsSync(fileURLToPath(place))),
    );
  }
  return found.get(wanted);
}

const foundOutside = new Map();

/** Packages are the same for all our modules; Node would look for them, and for their `package.json`, anew. */
function findOutside(specifier, findByNode) {
  if (!foundOutside.has(specifier)) {
    foundOutside.set(specifier, { ...findByNode(), shortCircuit: true });
  }
  return foundOutside.get(specifier);
}

registerHooks({
  resolve(specifier, context, next) {
    const { parentURL } = context;
    if (!isOurs(parentURL)) return next(specifier, context);
    const { search } = new URL(parentURL);
    if (specifier === '@jest/globals')
      return { url: GLOBALS + search, format: 'module', shortCircuit: true };
    const url = find(specifier, parentURL);
    if (!url) return findOutside(specifier, () => next(specifier, context));
    return {
      url: PER_TEST_FILE.test(url) ? url + search : url,
      format: 'module',
      shortCircuit: true,
    };
  },
  load(url, context, next) {
    if (url.startsWith(GLOBALS)) {
      const names = Object.keys(globalThis.testGlobals).join(', ');
      const source = `export const { ${names} } = globalThis.testGlobals;`;
      return { format: 'module', source, shortCircuit: true };
    }
    const [file] = url.split('?');
    if (!isOurs(url) || !file.endsWith('.ts')) return next(url, context);
    const { code, sourceMapPath } = transformer.transform(fileURLToPath(file), COMPILED);
    if (sourceMapPath) sourceMaps.set(url, sourceMapPath);
    return { format: 'module', source: code, shortCircuit: true };
  },
});

/**
 * Writes into `index.html` which files a page will need, so that the browser asks for all of its code
 * at once: the entry imports chunks that the entry alone knows of, then a route that imports chunks of
 * its own, then the texts, each only after the one before has arrived. Files named here and not needed
 * after all cost a request, files needed and not named come later; nothing breaks.
 */
import { readFileSync, writeFileSync } from 'node:fs';

const INDEX = 'dist/apps/web/browser/index.html';
const STATS = 'dist/apps/web/browser-stats.json';
const NONCE = '__CSP_NONCE__';
/** The pages that people begin with. */
const ROUTES = [
  ['^/$|^/trackers/\\d+$', 'items/list/tracker-items'],
  ['^/trackers$', 'trackers/tracker-list'],
  ['^/items$', 'items/list/all-items'],
  ['^/items/[^/]+$', 'items/page/item-page'],
  ['^/(trackers/\\d+/)?dashboard(/me)?$', 'further.routes', 'dashboards/dashboard-page'],
];

const { outputs } = JSON.parse(readFileSync(STATS, 'utf8'));
const hints = {
  entry: filesOf('apps/web/src/main.ts'),
  routes: ROUTES.map(([path, ...entries]) => [
    path,
    entries.flatMap((entry) => filesOf(`apps/web/src/app/${entry}.ts`)),
  ]),
  languages: {
    en: filesOf('apps/web/src/app/platform/language/en.ts'),
    pt: filesOf('apps/web/src/app/platform/language/pt-br.ts'),
  },
};

/**
 * Runs in the browser. The client decides the language; this only guesses it as well. Storage may be
 * blocked or missing, which must not be an error of the page.
 */
function preload({ entry, routes, languages }) {
  let chosen = navigator.language ?? 'en';
  try {
    chosen = localStorage.getItem('action-tracker-language') ?? chosen;
    const theme = localStorage.getItem('action-tracker-theme');
    // Before anything is painted: a dark room must not flash white.
    if (theme === 'light' || theme === 'dark') document.documentElement.style.colorScheme = theme;
  } catch {
    // Then the browser's language is the better guess anyway.
  }
  const route = routes.find(([path]) => new RegExp(path).test(location.pathname))?.[1] ?? [];
  const texts = languages[chosen.includes('pt') ? 'pt' : 'en'];
  for (const file of new Set([...entry, ...route, ...texts])) {
    const link = document.createElement('link');
    link.rel = 'modulepreload';
    link.href = file;
    document.head.append(link);
  }
}

const script = `<script nonce="${NONCE}">(${preload})(${JSON.stringify(hints)})</script>`;
const index = readFileSync(INDEX, 'utf8');
if (!index.includes('<title>')) throw new Error(`Expected a title in ${INDEX}, found none`);
writeFileSync(
  INDEX,
  index.replace('<title>', () => `${script}<title>`),
);

/** A file of the build and all that it imports, as the browser asks for them. */
function filesOf(entryPoint) {
  const files = Object.keys(outputs).filter((file) => outputs[file].entryPoint === entryPoint);
  if (files.length !== 1) throw new Error(`Expected one chunk of ${entryPoint}, found ${files}`);
  // The list grows while it is walked.
  for (const file of files) {
    const imports = outputs[file].imports.filter(({ kind }) => kind === 'import-statement');
    files.push(...imports.map(({ path }) => path).filter((path) => !files.includes(path)));
  }
  return files.map((file) => `/${file}`);
}

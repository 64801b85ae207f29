/**
 * Two rules against import cycles, one for files and one for folders, for imports of types and
 * values. The rules of eslint-plugin-import-x ignore types, and none checks folders (ADR 31).
 *
 * At each level of a project, the nodes are its files and folders; whatever is below a folder
 * belongs to it.
 */
import { globSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import ts from 'typescript';

const ROOT = resolve(import.meta.dirname, '../..');
const { config } = ts.readConfigFile(join(ROOT, 'tsconfig.base.json'), ts.sys.readFile);
const ALIASES = new Map(
  Object.entries(config.compilerOptions.paths).map(([name, [path]]) => [name, join(ROOT, path)]),
);

/** The file of ours that an import resolves to; `undefined` for packages. */
function resolved(from, specifier) {
  if (ALIASES.has(specifier)) return ALIASES.get(specifier);
  if (!specifier.startsWith('.')) return undefined;
  const path = resolve(dirname(from), specifier);
  return [path, `${path}.ts`, join(path, 'index.ts')].find(
    (candidate) => candidate.endsWith('.ts') && isFile(candidate),
  );
}

const isFile = (path) => statSync(path, { throwIfNoEntry: false })?.isFile() === true;

const importsByFile = new Map();

/** The imports of a file, including types, read once per run. */
function importsOf(file) {
  const known = importsByFile.get(file);
  if (known) return known;
  const { importedFiles } = ts.preProcessFile(readFileSync(file, 'utf8'), true, true);
  const found = importedFiles.flatMap(({ fileName }) => resolved(file, fileName) ?? []);
  importsByFile.set(file, new Set(found));
  return importsByFile.get(file);
}

/** The shortest path from one node to another; `undefined` if there is none. */
function way(from, to, next) {
  const before = new Map([[from, undefined]]);
  for (const node of before.keys()) {
    if (node === to) return back(before, node);
    for (const one of next(node)) if (!before.has(one)) before.set(one, node);
  }
  return undefined;
}

function back(before, node) {
  const path = [];
  for (let at = node; at !== undefined; at = before.get(at)) path.unshift(at);
  return path;
}

const shown = (path) => relative(ROOT, path).split(sep).join('/');

/** Calls `check` for every import of one of our files. */
const onImports = (context, check) => {
  const visit = (node) => {
    const specifier = node.source?.value;
    const target = typeof specifier === 'string' && resolved(context.filename, specifier);
    if (target) check(node, target);
  };
  return {
    ImportDeclaration: visit,
    ExportNamedDeclaration: visit,
    ExportAllDeclaration: visit,
    ImportExpression: visit,
  };
};

const noFileCircle = {
  meta: { type: 'problem', schema: [], messages: { circle: 'Circle of imports: {{path}}' } },
  create: (context) =>
    onImports(context, (node, target) => {
      const path = way(target, context.filename, importsOf);
      if (!path) return;
      const files = [context.filename, ...path].map(shown).join(' → ');
      context.report({ node, messageId: 'circle', data: { path: files } });
    }),
};

/** The sibling nodes at the level where two paths diverge. */
function siblings(from, to) {
  const [a, b] = [from.split(sep), to.split(sep)];
  const at = a.findIndex((name, index) => name !== b[index]);
  return [a.slice(0, at + 1).join(sep), b.slice(0, at + 1).join(sep)];
}

const siblingsByProject = new Map();

/** The imports between siblings, at every level of a project. */
function siblingsOf(project) {
  const known = siblingsByProject.get(project);
  if (known) return known;
  const edges = new Map();
  for (const file of globSync(join(project, '**/*.ts')).filter((path) => !isSpec(path))) {
    for (const target of importsOf(file)) {
      if (target === file || !target.startsWith(project + sep)) continue;
      const [from, to] = siblings(file, target);
      edges.set(from, (edges.get(from) ?? new Set()).add(to));
    }
  }
  siblingsByProject.set(project, edges);
  return edges;
}

const isSpec = (path) => path.endsWith('.spec.ts');

const noFolderCircle = {
  meta: {
    type: 'problem',
    schema: [{ type: 'array', items: { type: 'string' } }],
    messages: { circle: 'Circle of folders: {{path}}' },
  },
  create(context) {
    const project = globSync(context.options[0], { cwd: ROOT })
      .map((path) => join(ROOT, path))
      .find((path) => context.filename.startsWith(path + sep));
    if (project === undefined || isSpec(context.filename)) return {};
    return onImports(context, (node, target) => {
      if (target === context.filename || !target.startsWith(project + sep)) return;
      const [from, to] = siblings(context.filename, target);
      const path = way(to, from, (one) => siblingsOf(project).get(one) ?? []);
      // Cycles of files only are covered by the rule above.
      if (!path || path.every((one) => one.endsWith('.ts'))) return;
      const folders = [from, ...path].map(shown).join(' → ');
      context.report({ node, messageId: 'circle', data: { path: folders } });
    });
  },
};

export default { rules: { 'no-file-circle': noFileCircle, 'no-folder-circle': noFolderCircle } };

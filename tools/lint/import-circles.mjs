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

/** A function that computes each result once per run. */
function remembered(compute) {
  const results = new Map();
  return (key) => {
    if (!results.has(key)) results.set(key, compute(key));
    return results.get(key);
  };
}

const isFile = remembered((path) => statSync(path, { throwIfNoEntry: false })?.isFile() === true);

/** The file of ours that an import resolves to; `undefined` for packages. */
function resolved(from, specifier) {
  if (ALIASES.has(specifier)) return ALIASES.get(specifier);
  if (!specifier.startsWith('.')) return undefined;
  const path = resolve(dirname(from), specifier);
  return [path, `${path}.ts`, join(path, 'index.ts')].find(
    (candidate) => candidate.endsWith('.ts') && isFile(candidate),
  );
}

/** The imports of a file, including types. */
const importsOf = remembered((file) => {
  const { importedFiles } = ts.preProcessFile(readFileSync(file, 'utf8'), true, true);
  return new Set(importedFiles.flatMap(({ fileName }) => resolved(file, fileName) ?? []));
});

/**
 * The files that reach no circle, which is all of them in a tree without mistakes: the way back is then
 * looked for in none of them.
 */
const withoutCircle = new Set();

function reachesCircle(file, before = new Set()) {
  if (withoutCircle.has(file)) return false;
  if (before.has(file)) return true;
  before.add(file);
  for (const next of importsOf(file)) if (reachesCircle(next, before)) return true;
  before.delete(file);
  withoutCircle.add(file);
  return false;
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
      const path = reachesCircle(target) && way(target, context.filename, importsOf);
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

/** The imports between siblings, at every level of a project. */
const siblingsOf = remembered((project) => {
  const edges = new Map();
  for (const file of globSync(join(project, '**/*.ts')).filter((path) => !isSpec(path))) {
    for (const target of importsOf(file)) {
      if (target === file || !target.startsWith(project + sep)) continue;
      const [from, to] = siblings(file, target);
      edges.set(from, (edges.get(from) ?? new Set()).add(to));
    }
  }
  return edges;
});

/** The folders of projects that a pattern names. */
const projectsOf = remembered((pattern) =>
  globSync(pattern, { cwd: ROOT }).map((path) => join(ROOT, path)),
);

const isSpec = (path) => path.endsWith('.spec.ts');

const noFolderCircle = {
  meta: {
    type: 'problem',
    schema: [{ type: 'array', items: { type: 'string' } }],
    messages: { circle: 'Circle of folders: {{path}}' },
  },
  create(context) {
    const project = context.options[0]
      .flatMap(projectsOf)
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

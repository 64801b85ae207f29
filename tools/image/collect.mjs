/**
 * Copies everything that the built product needs at run time into a directory: the bundles, the
 * client, and the files in `node_modules` that they actually import, which is a tenth of them.
 *
 * node tools/image/collect.mjs <folder>
 *
 * Fails if development-only or architecture-specific code would be included.
 */
import { nodeFileTrace } from '@vercel/nft';
import { cpSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const PROGRAMS = [
  'dist/apps/api/main.js',
  'dist/apps/cli/main.js',
  // Started by their address, which tracing imports does not follow.
  'dist/apps/api/workbook-worker.js',
  'dist/apps/api/reader-worker.js',
  'dist/apps/cli/reader-worker.js',
];
/** Served as files, so tracing imports does not find them. */
const SERVED = [
  'dist/apps/web/browser',
  'node_modules/swagger-ui-dist/swagger-ui-bundle.js',
  'node_modules/swagger-ui-dist/swagger-ui.css',
];

const [folder] = process.argv.slice(2);
if (folder === undefined)
  throw new Error('Expected a folder: node tools/image/collect.mjs <folder>');

const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8'));
const packageOf = (file) => /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(file)?.[1];
const isForDevelopment = (file) => {
  const { dev, devOptional } = packages[packageOf(file)] ?? {};
  return dev === true || devOptional === true;
};

const { fileList } = await nodeFileTrace(PROGRAMS, { ignore: isForDevelopment });
const files = [...fileList, ...SERVED];
const native = files.filter((file) => file.endsWith('.node'));
if (native.length > 0) throw new Error(`Expected no code for one processor, found ${native}`);
for (const file of files) cpSync(file, join(folder, file), { recursive: true });
console.log(`${files.length} files for ${folder}`);

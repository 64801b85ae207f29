/** What a page shows follows keys and answers in its own time, often after what a test waited for. */
import { setTimeout as wait } from 'node:timers/promises';

const PATIENCE_MS = 10_000;
const PAUSE_MS = 20;

/**
 * Reads again until the value equals the expected one. Asked from outside the page, whose policy refuses
 * what would wait inside it.
 */
export async function eventually<T>(read: () => T | Promise<T>, expected: T): Promise<void> {
  const deadline = performance.now() + PATIENCE_MS;
  while (performance.now() < deadline) {
    if (equals(await read(), expected)) return;
    await wait(PAUSE_MS);
  }
  expect(await read()).toEqual(expected);
}

/** As Jest compares: with its matchers for a part. */
function equals(value: unknown, expected: unknown): boolean {
  try {
    expect(value).toEqual(expected);
    return true;
  } catch {
    return false;
  }
}

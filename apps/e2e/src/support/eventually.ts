/** Retries assertions on pages, which update asynchronously after keys and responses. */
import { setTimeout as wait } from 'node:timers/promises';

const PATIENCE_MS = 10_000;
const [FIRST_PAUSE_MS, LONGEST_PAUSE_MS] = [10, 100];

/**
 * Reads until the value equals the expected one. Polls from outside the page, whose Content
 * Security Policy blocks polling inside it.
 */
export async function eventually<T>(
  read: () => T | Promise<T>,
  expected: T,
  patienceMs = PATIENCE_MS,
): Promise<void> {
  const deadline = performance.now() + patienceMs;
  let pause = FIRST_PAUSE_MS;
  while (performance.now() < deadline) {
    if (equals(await read(), expected)) return;
    await wait(pause);
    pause = Math.min(pause * 1.5, LONGEST_PAUSE_MS);
  }
  expect(await read()).toEqual(expected);
}

/** Compares like Jest, including asymmetric matchers, without the description of a failure, which takes longer. */
function equals(value: unknown, expected: unknown): boolean {
  const matcher: { asymmetricMatch(other: unknown): boolean } = expect.arrayContaining([expected]);
  return matcher.asymmetricMatch([value]);
}

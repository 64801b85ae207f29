import { ServiceUnavailableException } from '@nestjs/common';
import { jest } from '@jest/globals';
import { text } from 'node:stream/consumers';
import { AnswerStreams } from './answer-streams';

const AT_ONCE = 4;
const PATIENCE_MS = 10_000;

let ended: number;

/** Texts, and after them, when `isEndless`, one that never comes. */
async function* texts(parts: readonly string[], isEndless = false) {
  try {
    yield* parts;
    if (isEndless) await new Promise(() => undefined);
  } finally {
    ended += 1;
  }
}

const several = <T>(make: () => Promise<T>) => Promise.all(Array.from({ length: AT_ONCE }, make));

describe('long answers', () => {
  beforeEach(() => {
    jest.useFakeTimers();
    ended = 0;
  });

  afterEach(() => {
    jest.useRealTimers();
  });

  it('are sent as they are produced', async () => {
    const streams = new AnswerStreams(AT_ONCE);
    expect(await text(await streams.open(texts(['[1', ',2', ']'])))).toBe('[1,2]');
    expect(ended).toBe(1);
  });

  it('fail with what goes wrong before anything is sent, and give their turn back', async () => {
    const streams = new AnswerStreams(AT_ONCE);
    const failing = () => ({
      [Symbol.asyncIterator]: () => ({ next: () => Promise.reject(new RangeError('No column')) }),
    });
    for (let n = 0; n <= AT_ONCE; n++) {
      await expect(streams.open(failing())).rejects.toThrow('No column');
    }
  });

  it('disconnect callers who do not read, so that the next one gets a turn', async () => {
    const streams = new AnswerStreams(AT_ONCE);
    const unread = await several(() => streams.open(texts(['a', 'b'])));
    const errors = unread.map((stream) => new Promise((resolve) => stream.once('error', resolve)));
    await jest.advanceTimersByTimeAsync(PATIENCE_MS / 2);
    const next = streams.open(texts(['c']));
    await jest.advanceTimersByTimeAsync(PATIENCE_MS / 2);
    expect(await Promise.all(errors)).toHaveLength(AT_ONCE);
    expect(ended).toBe(AT_ONCE);
    expect(await text(await next)).toBe('c');
  });

  it('wait for the database as long as it takes', async () => {
    const streams = new AnswerStreams(AT_ONCE);
    const stream = await streams.open(texts(['a'], true));
    stream.on('data', () => undefined);
    await jest.advanceTimersByTimeAsync(10 * PATIENCE_MS);
    expect(stream.destroyed).toBe(false);
  });

  it('are refused when no turn comes', async () => {
    const streams = new AnswerStreams(AT_ONCE);
    const busy = await several(() => streams.open(texts(['a'], true)));
    for (const stream of busy) stream.on('data', () => undefined);
    const refused = expect(streams.open(texts(['b']))).rejects.toThrow(ServiceUnavailableException);
    await jest.advanceTimersByTimeAsync(PATIENCE_MS);
    await refused;
  });
});

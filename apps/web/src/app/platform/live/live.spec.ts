import { jest } from '@jest/globals';
import { TestBed } from '@angular/core/testing';
import { configureClient } from '../../testing/page';
import { Polling } from '../polling/polling';
import { Live } from './live';

const SILENCE_MS = 30_000;

/** The browser's end of a stream, which a spec feeds. */
class FakeSource extends EventTarget {
  static readonly CLOSED = 2;
  static readonly all: FakeSource[] = [];
  readyState = 1;
  onerror: (() => void) | null = null;

  constructor(readonly url: string) {
    super();
    FakeSource.all.push(this);
  }

  close(): void {
    this.readyState = FakeSource.CLOSED;
  }

  say(heads: object, lastEventId = 'mark'): void {
    const data = JSON.stringify(heads);
    this.dispatchEvent(new MessageEvent('heads', { data, lastEventId }));
  }

  fail(readyState: number): void {
    this.readyState = readyState;
    this.onerror?.();
  }
}

/** Channels of one name hear each other, as tabs do. */
class FakeChannel {
  static readonly all = new Set<FakeChannel>();
  onmessage: ((event: { data: unknown }) => void) | null = null;

  constructor() {
    FakeChannel.all.add(this);
  }

  postMessage(data: unknown): void {
    for (const other of FakeChannel.all) if (other !== this) other.onmessage?.({ data });
  }

  close(): void {
    FakeChannel.all.delete(this);
  }
}

/** @param hasLock whether this tab is the one that holds the stream */
function begin(hasLock: boolean) {
  const request = (_: string, work: () => unknown) =>
    hasLock ? Promise.resolve(work()) : new Promise(() => undefined);
  Object.assign(window, { EventSource: FakeSource, BroadcastChannel: FakeChannel });
  Object.defineProperty(navigator, 'locks', { value: { request }, configurable: true });
  configureClient();
  const asked: string[] = [];
  const polling = TestBed.inject(Polling);
  const watch = (name: string, id?: number) =>
    polling.watch(
      () => Promise.resolve(void asked.push(name)),
      () => id,
    );
  TestBed.runInInjectionContext(() => {
    watch('of 1', 1);
    watch('of 2', 2);
    watch('of all');
  });
  TestBed.tick();
  TestBed.inject(Live).start();
  const newest = () => {
    const source = FakeSource.all.at(-1);
    if (!source) throw new Error('Expected a stream');
    return source;
  };
  return { asked, newest };
}

describe('the live stream', () => {
  beforeEach(() => jest.useFakeTimers());

  afterEach(() => {
    window.dispatchEvent(new Event('pagehide'));
    jest.useRealTimers();
    FakeSource.all.length = 0;
    FakeChannel.all.clear();
  });

  it('leads to questions about what has changed, and about nothing else', async () => {
    const { asked, newest } = begin(true);
    newest().say({ 2: 17 });
    expect(asked).toEqual(['of 2', 'of all']);
    await jest.advanceTimersByTimeAsync(0);
    newest().say({});
    expect(asked).toHaveLength(2);
  });

  it('loses no change that comes while a question is under way', async () => {
    const { asked, newest } = begin(true);
    newest().say({ 2: 17 });
    newest().say({ 1: 5 });
    await jest.advanceTimersByTimeAsync(0);
    expect(asked).toEqual(['of 2', 'of all', 'of 1', 'of 2', 'of all']);
  });

  it('is held by one tab, and the others hear of it', async () => {
    const { asked } = begin(false);
    expect(FakeSource.all).toEqual([]);
    const holder = new FakeChannel();
    const heard: unknown[] = [];
    holder.onmessage = ({ data }) => heard.push(data);
    holder.postMessage({ kind: 'moved', trackerIds: [1] });
    expect(asked).toEqual(['of 1', 'of all']);
    await jest.advanceTimersByTimeAsync(0);
  });

  it('is asked for again from where it was, when it is refused or falls silent', async () => {
    const { newest } = begin(true);
    newest().say({ 1: 3 }, 'third');
    await jest.advanceTimersByTimeAsync(0);
    newest().fail(FakeSource.CLOSED);
    await jest.advanceTimersByTimeAsync(5_000);
    expect(FakeSource.all).toHaveLength(2);
    expect(newest().url).toBe('/api/live?since=third');
    await jest.advanceTimersByTimeAsync(SILENCE_MS + 10_000);
    expect(FakeSource.all).toHaveLength(3);
  });

  it('leaves it to the browser to connect again after an interruption', async () => {
    const { asked, newest } = begin(true);
    newest().say({});
    newest().fail(0);
    await jest.advanceTimersByTimeAsync(0);
    expect(asked).toEqual(['of 1', 'of 2', 'of all']);
    expect(FakeSource.all).toHaveLength(1);
  });

  it('tells a new tab that it is there', () => {
    const { newest } = begin(true);
    newest().say({});
    const tab = new FakeChannel();
    const heard: unknown[] = [];
    tab.onmessage = ({ data }) => heard.push(data);
    tab.postMessage({ kind: 'hello' });
    expect(heard).toEqual([{ kind: 'moved', trackerIds: [] }]);
  });
});

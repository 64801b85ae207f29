/** A script that listens to a live stream. */
import { setTimeout as wait } from 'node:timers/promises';

export interface LiveEvent {
  readonly id: string;
  readonly event: string;
  readonly data: Readonly<Record<string, number>>;
}

type Reader = ReadableStreamDefaultReader<string>;

const PATIENCE_MS = 10_000;

export class LiveStream {
  private unread = '';

  private constructor(
    readonly response: Response,
    private readonly reader: Reader,
    private readonly aborting: AbortController,
  ) {}

  /** @param since the id of the last known event */
  static async open(url: string, token: string, since?: string): Promise<LiveStream> {
    const aborting = new AbortController();
    const response = await fetch(`${url}/api/live`, {
      headers: {
        Authorization: `Bearer ${token}`,
        ...(since === undefined ? {} : { 'Last-Event-ID': since }),
      },
      signal: aborting.signal,
    });
    if (!response.ok || !response.body) throw new Error(`/api/live answered ${response.status}`);
    const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
    return new LiveStream(response, reader, aborting);
  }

  /** The next event; undefined once the server has ended the stream. */
  async next(): Promise<LiveEvent | undefined> {
    for (let block = await this.block(); block !== undefined; block = await this.block()) {
      const event = eventIn(block);
      if (event) return event;
    }
    return undefined;
  }

  /** The next lines up to an empty one. */
  private async block(): Promise<string | undefined> {
    while (!this.unread.includes('\n\n')) {
      const { done, value } = await Promise.race([this.reader.read(), tooLong()]);
      if (done) return undefined;
      this.unread += value;
    }
    const end = this.unread.indexOf('\n\n');
    const block = this.unread.slice(0, end);
    this.unread = this.unread.slice(end + 2);
    return block;
  }

  close(): void {
    this.aborting.abort();
  }
}

async function tooLong(): Promise<never> {
  await wait(PATIENCE_MS, undefined, { ref: false });
  throw new Error(`Expected an event within ${PATIENCE_MS} ms, found none`);
}

/** Nothing for a block without data, such as the time to wait before connecting again. */
function eventIn(block: string): LiveEvent | undefined {
  const lines = new Map(
    block.split('\n').map((line): [string, string] => {
      const colon = line.indexOf(': ');
      return [line.slice(0, colon), line.slice(colon + 2)];
    }),
  );
  const data = lines.get('data');
  if (data === undefined) return undefined;
  const numbers = JSON.parse(data) as LiveEvent['data'];
  return { id: lines.get('id') ?? '', event: lines.get('event') ?? '', data: numbers };
}

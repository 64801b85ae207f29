/**
 * The live stream of the server, which says in which trackers something has changed. One tab of
 * the browser holds it and passes on what it hears; when that tab is closed, another one takes
 * over. Without it, and while it is silent, pages keep asking on their own.
 */
import { DOCUMENT, inject, Service } from '@angular/core';
import { Polling } from '../polling/polling';

const NAME = 'action-tracker-live';
const URL = '/api/live';
/** The server speaks every 20 seconds; a proxy that holds events back makes it look silent. */
const LONGEST_SILENCE_MS = 30_000;
const RETRY_MS = 5_000;
const RETRY_AT_MOST_MS = 300_000;

/** What the tab with the stream tells the others. */
type Message =
  | { readonly kind: 'moved'; readonly trackerIds: readonly number[] }
  | { readonly kind: 'lost' }
  /** Sent by a new tab, which wants to know whether there is a stream. */
  | { readonly kind: 'hello' };

@Service()
export class Live {
  private readonly polling = inject(Polling);
  private readonly window = inject(DOCUMENT).defaultView;
  private channel: BroadcastChannel | undefined;
  private source: EventSource | undefined;
  private isAlive = false;
  private silence: ReturnType<typeof setTimeout> | undefined;
  private retry: ReturnType<typeof setTimeout> | undefined;
  private retryMs = RETRY_MS;
  /** Id of the last event. */
  private mark: string | undefined;
  private giveUpLead: () => void = () => undefined;

  private readonly lose = (): void => {
    this.beAlive(false);
    if (this.source) this.openLater();
  };

  /** Does nothing in browsers that cannot share one stream between tabs. */
  start(): void {
    const { window } = this;
    // Locks need a secure address; without them each tab would hold one of the few connections.
    const locks = window?.navigator.locks;
    if (!window || !locks || !('EventSource' in window && 'BroadcastChannel' in window)) return;
    window.addEventListener('pagehide', () => this.stop(), { once: true });
    window.addEventListener('pageshow', ({ persisted }) => persisted && this.start(), {
      once: true,
    });
    // A stream without a network is not broken at once, only silent.
    window.addEventListener('offline', this.lose);
    this.channel = new BroadcastChannel(NAME);
    this.channel.onmessage = ({ data }: MessageEvent<Message>) => this.hear(data);
    this.channel.postMessage({ kind: 'hello' } satisfies Message);
    void locks.request(NAME, () => this.lead());
  }

  /** Holds the stream until this page is left. */
  private lead(): Promise<void> {
    if (!this.channel) return Promise.resolve();
    this.open();
    return new Promise((leave) => (this.giveUpLead = leave));
  }

  private stop(): void {
    this.window?.removeEventListener('offline', this.lose);
    this.channel?.close();
    this.channel = undefined;
    this.source?.close();
    this.source = undefined;
    clearTimeout(this.silence);
    clearTimeout(this.retry);
    this.giveUpLead();
  }

  private open(): void {
    const source = new EventSource(this.mark === undefined ? URL : `${URL}?since=${this.mark}`);
    this.source = source;
    source.addEventListener('heads', ({ lastEventId, data }: MessageEvent<string>) => {
      this.mark = lastEventId;
      this.retryMs = RETRY_MS;
      this.tell({ kind: 'moved', trackerIds: idsIn(data) });
    });
    source.addEventListener('heartbeat', () => this.tell({ kind: 'moved', trackerIds: [] }));
    source.onerror = () => {
      this.tell({ kind: 'lost' });
      // Otherwise the browser connects again by itself.
      if (source.readyState === EventSource.CLOSED) this.openLater();
    };
    this.expectNews();
  }

  private openLater(): void {
    this.source?.close();
    clearTimeout(this.retry);
    this.retry = setTimeout(() => this.open(), this.retryMs);
    this.retryMs = Math.min(this.retryMs * 2, RETRY_AT_MOST_MS);
  }

  private tell(message: Message): void {
    this.channel?.postMessage(message);
    this.hear(message);
  }

  private hear(message: Message): void {
    if (message.kind === 'hello') {
      if (this.source && this.isAlive) this.tell({ kind: 'moved', trackerIds: [] });
      return;
    }
    this.beAlive(message.kind === 'moved');
    if (message.kind === 'moved' && message.trackerIds.length > 0) {
      void this.polling.askNow(message.trackerIds);
    }
  }

  private beAlive(isAlive: boolean): void {
    this.isAlive = isAlive;
    this.polling.expectNews(isAlive);
    if (isAlive) this.expectNews();
    else clearTimeout(this.silence);
  }

  private expectNews(): void {
    clearTimeout(this.silence);
    this.silence = setTimeout(() => {
      this.beAlive(false);
      if (this.source) this.openLater();
    }, LONGEST_SILENCE_MS);
  }
}

const idsIn = (data: string): readonly number[] =>
  Object.keys(JSON.parse(data) as Readonly<Record<string, number>>).map(Number);

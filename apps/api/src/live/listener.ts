import type { Rights, Session } from '@action-tracker/tracking';
import { Readable } from 'node:stream';
import { markOf, type HeadLog, type Heads } from './head-log';

/** Less than proxies and browsers wait for a silent connection. */
const HEARTBEAT_MS = 20_000;
/** After an interruption, browsers wait this long before they connect again. */
const RETRY_MS = 1_000;
/** A client that reads so slowly is disconnected; it resumes from its last event. */
const MOST_UNREAD_BYTES = 64 * 1024;

/** One open live stream. */
export class Listener {
  readonly stream = new Readable({ read: () => undefined });
  private spokeAt = performance.now();

  /** @param rights of the user when they begin */
  constructor(
    private rights: Rights,
    readonly session: Session,
  ) {
    this.stream.push(`retry: ${RETRY_MS}\n\n`);
  }

  /** Sends the heads of the trackers that the user may see, or what changed since a state. */
  begin(log: HeadLog, since: string | undefined): void {
    const mark = this.markOf(log);
    if (this.seesAll) this.sendHeads([...log.since(since)], mark);
    else this.sendHeads(since === mark ? [] : this.visible(log.all), mark);
  }

  /** Sends those that changed; says nothing about trackers that the user may not see. */
  notify(changed: Heads, log: HeadLog): void {
    const visible = this.visible(changed);
    if (visible.length > 0) this.sendHeads(visible, this.markOf(log));
  }

  /** Whether the user still has the rights with which they began to listen. */
  hasRights(rights: Rights | undefined): boolean {
    if (rights?.isActive !== true || rights.key !== this.rights.key) return false;
    // All streams of a person refer to the same ones.
    this.rights = rights;
    return true;
  }

  /** Shows that the connection is alive, if nothing was sent for a while. */
  beat(): void {
    if (performance.now() - this.spokeAt >= HEARTBEAT_MS) {
      this.send('event: heartbeat\ndata: {}\n\n');
    }
  }

  end(): void {
    this.stream.push(null);
  }

  private get seesAll(): boolean {
    return this.rights.visible === null;
  }

  /** Does not change with trackers that the user may not see. */
  private markOf(log: HeadLog): string {
    return this.seesAll ? log.mark : markOf(new Map(this.visible(log.all)));
  }

  private visible(heads: Heads): readonly (readonly [number, number])[] {
    return [...heads].filter(([trackerId]) => this.rights.roleIn(trackerId) !== undefined);
  }

  private sendHeads(heads: readonly (readonly [number, number])[], mark: string): void {
    const data = JSON.stringify(Object.fromEntries(heads));
    this.send(`id: ${mark}\nevent: heads\ndata: ${data}\n\n`);
  }

  private send(event: string): void {
    this.spokeAt = performance.now();
    this.stream.push(event);
    if (this.stream.readableLength > MOST_UNREAD_BYTES) this.stream.destroy();
  }
}

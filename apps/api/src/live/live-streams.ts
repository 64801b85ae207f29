/**
 * Notifies listeners of ledgers that have grown. While there are listeners, one statement a
 * second reads all heads and checks all sessions; otherwise nothing runs. An event names the new
 * heads and never holds data, so a client that misses some only has to read later.
 */
import type { Settings } from '@action-tracker/runtime';
import { LiveStates, type Scope, type Session } from '@action-tracker/tracking';
import {
  Inject,
  Injectable,
  Logger,
  ServiceUnavailableException,
  type OnModuleDestroy,
} from '@nestjs/common';
import type { Readable } from 'node:stream';
import { SETTINGS } from '../injection-keys';
import { HeadLog } from './head-log';
import { Listener } from './listener';

const EVERY_MS = 1_000;

@Injectable()
export class LiveStreams implements OnModuleDestroy {
  private readonly logger = new Logger(LiveStreams.name);
  private readonly log = new HeadLog();
  private readonly listeners = new Set<Listener>();
  /** Each holds a connection, so others keep at least half of them. */
  private readonly most: number;
  private timer: NodeJS.Timeout | undefined;
  private reading: Promise<void> | undefined;
  private isStopping = false;

  constructor(
    private readonly states: LiveStates,
    @Inject(SETTINGS) { maxConnections }: Settings,
  ) {
    this.most = Math.ceil(maxConnections / 2);
  }

  /** How many listen. */
  get count(): number {
    return this.listeners.size;
  }

  /**
   * Begins with what has changed since the state of this mark, or with all heads.
   *
   * @throws ServiceUnavailableException if too many listen or the server stops, and the error of
   *   the driver
   */
  async open(scope: Scope, session: Session, since: string | undefined): Promise<Readable> {
    this.requireRoom();
    // The heads that are known may be old if nobody was listening.
    if (!this.timer) await this.read();
    this.requireRoom();
    const listener = new Listener(scope.rights, session);
    const { stream } = listener;
    this.listeners.add(listener);
    stream.once('close', () => this.listeners.delete(listener));
    listener.begin(this.log, since);
    this.waitForNext();
    return stream;
  }

  /** Ends all streams and refuses new ones: their clients connect to another server. */
  stop(): void {
    this.isStopping = true;
    clearTimeout(this.timer);
    this.endAll();
  }

  onModuleDestroy(): void {
    this.stop();
  }

  private requireRoom(): void {
    if (this.isStopping) throw new ServiceUnavailableException('This server is stopping');
    if (this.listeners.size < this.most) return;
    throw new ServiceUnavailableException(`More than ${this.most} are listening; try again later`);
  }

  private waitForNext(): void {
    if (this.isStopping || this.listeners.size === 0) return;
    this.timer ??= setTimeout(() => void this.ask(), EVERY_MS);
  }

  private async ask(): Promise<void> {
    try {
      if (this.listeners.size > 0) await this.read();
    } catch (error) {
      // Clients that cannot connect again say that the database is unavailable.
      this.logger.warn(`Live streams end: ${String(error)}`);
      this.endAll();
    }
    this.timer = undefined;
    this.waitForNext();
  }

  private read(): Promise<void> {
    this.reading ??= this.readOnce().finally(() => (this.reading = undefined));
    return this.reading;
  }

  private async readOnce(): Promise<void> {
    const asked = [...this.listeners];
    const { heads, sessions } = await this.states.read(asked.map(({ session }) => session));
    const changed = this.log.take(heads);
    asked.forEach((listener, place) => {
      const hasEnded = listener.session.endsAtMs <= Date.now();
      if (hasEnded || !listener.hasRights(sessions.get(place))) this.end(listener);
    });
    for (const listener of this.listeners) {
      if (changed.size > 0) listener.notify(changed, this.log);
      listener.beat();
    }
  }

  private endAll(): void {
    this.listeners.forEach((listener) => this.end(listener));
  }

  private end(listener: Listener): void {
    this.listeners.delete(listener);
    listener.end();
  }
}

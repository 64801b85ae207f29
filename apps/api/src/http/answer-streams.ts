import { ServiceUnavailableException } from '@nestjs/common';
import { Readable } from 'node:stream';

/** How long a response waits for its turn, and then for the client to read the next part. */
const PATIENCE_MS = 10_000;

class CallerStoppedReading extends Error {}

/**
 * Streams long responses. Each holds a database connection until it is sent, so only a few run at
 * once, and a client that stops reading is disconnected.
 */
export class AnswerStreams {
  private readonly waiting = new Set<() => void>();

  /** @param free how many may be sent at the same time */
  constructor(private free: number) {}

  /**
   * Streams texts, or the bytes of a file, as they are produced. Waits for the first part, so that an
   * error until then can still set the status.
   *
   * @throws ServiceUnavailableException if no turn comes in time, and whatever the texts throw
   */
  async open(texts: AsyncIterable<string | Uint8Array>): Promise<Readable> {
    const parts = this.inTurn(texts);
    const first = await parts.next();
    let timer: NodeJS.Timeout | undefined;
    const stream = Readable.from(sent());
    const waitForCaller = () => {
      timer = setTimeout(() => stream.destroy(new CallerStoppedReading()), PATIENCE_MS);
    };
    // Destroying a stream that was never read does not run the `finally` of its generator.
    stream.once('close', () => {
      clearTimeout(timer);
      void parts.return(undefined);
    });
    waitForCaller();
    return stream;

    async function* sent() {
      for (let part = first; !part.done; part = await parts.next()) {
        clearTimeout(timer);
        waitForCaller();
        yield part.value;
        clearTimeout(timer);
      }
    }
  }

  private async *inTurn<Part>(texts: AsyncIterable<Part>): AsyncGenerator<Part, undefined> {
    await this.takeTurn();
    try {
      yield* texts;
    } finally {
      this.endTurn();
    }
  }

  private async takeTurn(): Promise<void> {
    if (this.free > 0) {
      this.free -= 1;
      return;
    }
    const turn = Promise.withResolvers<undefined>();
    const begin = () => turn.resolve(undefined);
    this.waiting.add(begin);
    const timer = setTimeout(() => {
      this.waiting.delete(begin);
      turn.reject(
        new ServiceUnavailableException('Too many complete lists are being sent; try again'),
      );
    }, PATIENCE_MS);
    await turn.promise.finally(() => clearTimeout(timer));
  }

  private endTurn(): void {
    const [next] = this.waiting;
    if (!next) {
      this.free += 1;
      return;
    }
    this.waiting.delete(next);
    next();
  }
}

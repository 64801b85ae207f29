import { ServiceUnavailableException } from '@nestjs/common';
import { Readable } from 'node:stream';

/** How long an answer waits for its turn, and then for its caller to take the next part. */
const PATIENCE_MS = 10_000;

class CallerStoppedReading extends Error {}

/**
 * Long answers on their way to callers. Each keeps a connection to the database until it is sent, so
 * only some are sent at once, and a caller who stops reading is let go.
 */
export class AnswerStreams {
  private readonly waiting = new Set<() => void>();

  /** @param free how many may be sent at once */
  constructor(private free: number) {}

  /**
   * Sends texts as they are made. The first is made before anything is sent, so that what refuses
   * the answer is an answer of its own.
   *
   * @throws ServiceUnavailableException when it does not get its turn, and what the texts throw
   */
  async open(texts: AsyncIterable<string>): Promise<Readable> {
    const parts = this.inTurn(texts);
    const first = await parts.next();
    let timer: NodeJS.Timeout | undefined;
    const stream = Readable.from(sent());
    const waitForCaller = () => {
      timer = setTimeout(() => stream.destroy(new CallerStoppedReading()), PATIENCE_MS);
    };
    // A generator that nobody has begun to read would not end what it reads from.
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

  private async *inTurn(texts: AsyncIterable<string>): AsyncGenerator<string, undefined> {
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
        new ServiceUnavailableException('Too many whole lists are being sent, try again'),
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

/** After this time the next question no longer waits for an answer: a connection may hang. */
const PATIENCE_MS = 100;

/**
 * Reads for many callers with one statement: whoever asks while an answer is on its way joins the
 * next question. Half of what a small read costs is the way to PostgreSQL and back. Nothing is
 * remembered: each answer is younger than its question.
 */
export class AskedTogether<Question, Answer> {
  private readonly waiting = new Map<string, Waiting<Question, Answer>>();
  private isAsking = false;

  /**
   * @param read answers questions in their order
   * @param keyOf tells questions apart; those with the same key get the same answer
   */
  constructor(
    private readonly read: (questions: readonly Question[]) => Promise<readonly Answer[]>,
    private readonly keyOf: (question: Question) => string,
  ) {}

  /** @throws whatever reading throws, to all who asked together */
  ask(question: Question): Promise<Answer> {
    const key = this.keyOf(question);
    const waiting = this.waiting.get(key) ?? { question, ...Promise.withResolvers<Answer>() };
    this.waiting.set(key, waiting);
    if (!this.isAsking) void this.askAll();
    return waiting.promise;
  }

  private async askAll(): Promise<void> {
    this.isAsking = true;
    while (this.waiting.size > 0) {
      const together = [...this.waiting.values()];
      this.waiting.clear();
      const { promise: isLate, resolve } = Promise.withResolvers<undefined>();
      const timer = setTimeout(resolve, PATIENCE_MS, undefined);
      await Promise.race([this.answer(together), isLate]);
      clearTimeout(timer);
    }
    this.isAsking = false;
  }

  private async answer(together: readonly Waiting<Question, Answer>[]): Promise<void> {
    try {
      const answers = await this.read(together.map(({ question }) => question));
      for (const [index, answer] of answers.entries()) together[index]?.resolve(answer);
    } catch (error) {
      for (const { reject } of together) reject(error);
    }
  }
}

interface Waiting<Question, Answer> {
  readonly question: Question;
  readonly promise: Promise<Answer>;
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: unknown) => void;
}

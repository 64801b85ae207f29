import DataLoader from 'dataloader';

/** After this time the next question no longer waits for an answer: a connection may hang. */
const PATIENCE_MS = 100;

/**
 * Reads for many callers with one statement: whoever asks while an answer is on its way joins the
 * next question. Half of what a small read costs is the way to PostgreSQL and back. Nothing is
 * remembered: each answer is younger than its question.
 *
 * The package takes no question that is null.
 *
 * @param read answers questions in their order; what it throws reaches all who asked together
 * @param keyOf tells questions apart; those with the same key get the same answer
 */
export function dataLoader<Question extends object | number | string, Answer>(
  read: (questions: readonly Question[]) => Promise<readonly Answer[]>,
  keyOf: (question: Question) => string,
): DataLoader<Question, Answer, string> {
  let untilNext: Promise<unknown> = Promise.resolve();
  const loader = new DataLoader<Question, Answer, string>(
    (questions) => {
      loader.clearAll();
      const answers = read(questions);
      untilNext = settled(answers);
      return answers;
    },
    { cacheKeyFn: keyOf, batchScheduleFn: (send) => void untilNext.then(send) },
  );
  return loader;
}

/** Resolves with the answer, whatever it is, or when it takes too long. */
async function settled(answer: Promise<unknown>): Promise<void> {
  const { promise: isLate, resolve } = Promise.withResolvers<undefined>();
  const timer = setTimeout(resolve, PATIENCE_MS, undefined);
  await Promise.race([answer.catch(() => undefined), isLate]);
  clearTimeout(timer);
}

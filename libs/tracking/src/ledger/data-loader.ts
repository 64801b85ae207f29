import DataLoader from 'dataloader';

/**
 * After this time the next batch no longer waits for the previous one, whose connection may hang.
 */
const PATIENCE_MS = 100;

/**
 * Batches concurrent reads into one statement: requests that arrive while a batch is running join
 * the next one. The round trip to PostgreSQL is half the cost of a small read. Nothing is cached:
 * each answer is newer than its request.
 *
 * The `dataloader` package rejects null keys, so a question must not be null.
 *
 * @param read answers the questions in order; an error it throws reaches every caller of the batch
 * @param keyOf identifies questions; those with the same key share one answer
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

/** Resolves when the answer settles, or after `PATIENCE_MS`. */
async function settled(answer: Promise<unknown>): Promise<void> {
  const { promise: isLate, resolve } = Promise.withResolvers<undefined>();
  const timer = setTimeout(resolve, PATIENCE_MS, undefined);
  await Promise.race([answer.catch(() => undefined), isLate]);
  clearTimeout(timer);
}

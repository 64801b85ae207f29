import type { ImportQuestion } from '@action-tracker/contracts';

type Kind = ImportQuestion['kind'];

/** The questions of these kinds that nobody has answered. */
export const openIn = (
  questions: readonly ImportQuestion[],
  kinds: readonly Kind[],
): readonly ImportQuestion[] =>
  questions.filter(({ kind, is_answered: isAnswered }) => !isAnswered && kinds.includes(kind));

/** What is proposed for them, by question; undefined when nothing is. */
export function proposedFor(
  questions: readonly ImportQuestion[],
  kinds: readonly Kind[],
): Readonly<Record<string, string>> | undefined {
  const answers = openIn(questions, kinds).flatMap(({ id, answer }) =>
    answer === null ? [] : [[id, answer] as const],
  );
  return answers.length > 0 ? Object.fromEntries(answers) : undefined;
}

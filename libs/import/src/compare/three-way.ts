/**
 * Compares the values of an item in three ways: at the base, in the file (theirs), and now (ours).
 * Only what the file has changed is taken; what both have changed is a conflict.
 */
import type { ImportDecisions } from '../import-decisions';
import type { ComparedCell } from '../report/row-report';

/** A value in three places. Equal texts are equal values; `null` is no value. */
export interface ComparedValue {
  readonly field: string;
  readonly base: string | null;
  readonly theirs: string | null;
  readonly ours: string | null;
}

type SetBy = ReadonlyMap<string, { readonly byId: number; readonly at: string }>;

/** The values that differ, and which of them are taken. */
export function compareValues(
  values: readonly ComparedValue[],
  {
    line,
    setBy,
    decisions,
  }: { readonly line: number; readonly setBy: SetBy; readonly decisions: ImportDecisions },
): readonly ComparedCell[] {
  return values.flatMap((value) => {
    const result = resultOf(value);
    if (result === 'same') return [];
    const { field } = value;
    const choice = decisions.choiceOf(line, field);
    const isTaken =
      choice === undefined ? result === 'take' && decisions.applies(line) : choice === 'theirs';
    const { byId = null, at = null } = result === 'take' ? {} : (setBy.get(field) ?? {});
    return [{ ...value, result, isTaken, byId, at }];
  });
}

function resultOf({ base, theirs, ours }: ComparedValue): ComparedCell['result'] | 'same' {
  if (theirs === ours) return 'same';
  if (theirs === base) return 'keep';
  return ours === base ? 'take' : 'conflict';
}

import type { FieldTree, ValidationError } from '@angular/forms/signals';
import type { FieldError } from '@action-tracker/contracts';
import { type Problem, toProblem } from './problem';

export interface FieldRefusal extends ValidationError {
  readonly fieldTree: FieldTree<string>;
}

/** Result of a form's submit action: undefined when saved, else errors for its fields. */
export type SaveErrors = FieldRefusal[] | undefined;

/**
 * Runs a save and converts a refusal to errors, focusing the first one. The form keeps what was
 * typed.
 *
 * @param refuse Decides what the form shows for a problem.
 */
export async function trySave(
  save: () => Promise<void>,
  refuse: (problem: Problem) => SaveErrors,
): Promise<SaveErrors> {
  try {
    await save();
    return undefined;
  } catch (failure) {
    const errors = refuse(toProblem(failure));
    showErrors(errors ?? []);
    return errors;
  }
}

/**
 * Assigns the details of a refused save to the fields of a form; empty when they concern none of
 * its fields, in which case the whole message is shown above the form.
 *
 * @param form A form whose fields have the API's names.
 * @param say What the form shows for a detail.
 */
export function refusedFields<Draft extends Record<string, string>>(
  problem: Problem,
  form: FieldTree<Draft>,
  say: (error: FieldError) => string,
): FieldRefusal[] {
  return problem.details.flatMap((error) => {
    const fieldTree = Object.entries(form).find(([name]) => name === error.field)?.[1];
    return fieldTree ? [{ kind: 'refused', fieldTree, message: say(error) }] : [];
  });
}

/** Focuses the first invalid field of a submitted form. */
export function focusFirstError<Draft extends Record<string, string>>(
  form: FieldTree<Draft>,
): void {
  for (const [, field] of Object.entries(form)) markAsEdited(field);
  form().errorSummary().at(0)?.fieldTree().focusBoundControl();
}

/** Like `focusFirstError`, for errors found after submitting. */
export function showErrors(errors: readonly FieldRefusal[]): void {
  for (const { fieldTree } of errors) markAsEdited(fieldTree);
  errors.at(0)?.fieldTree().focusBoundControl();
}

/** Only edited fields show their errors (`errors-of-edited-fields.ts`). */
const markAsEdited = (field: FieldTree<string>): void => field().markAsDirty();

import type { FieldTree, ValidationError } from '@angular/forms/signals';
import type { FieldError } from '@action-tracker/contracts';
import { type Problem, toProblem } from './problem';

export interface FieldRefusal extends ValidationError {
  readonly fieldTree: FieldTree<string>;
}

/** What a form's submit action answers: undefined when saved, else what to show at its fields. */
export type SaveErrors = FieldRefusal[] | undefined;

/**
 * Runs a save and turns a refusal into errors, with the keyboard at the first of them. What was
 * typed stays in the form either way.
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
 * Puts each complaint of a refused save at the field it is about; empty when it is about no field
 * of this form, and then the whole message belongs above the form.
 *
 * @param form A form whose fields bear the API's names.
 * @param say What the form shows for a complaint.
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

/** Brings the keyboard to the first field that has something wrong, for a form that was submitted so. */
export function focusFirstError<Draft extends Record<string, string>>(
  form: FieldTree<Draft>,
): void {
  for (const [, field] of Object.entries(form)) markAsEdited(field);
  form().errorSummary().at(0)?.fieldTree().focusBoundControl();
}

/** As `focusFirstError`, for what was found wrong after it was submitted. */
export function showErrors(errors: readonly FieldRefusal[]): void {
  for (const { fieldTree } of errors) markAsEdited(fieldTree);
  errors.at(0)?.fieldTree().focusBoundControl();
}

/** A field that nobody edited does not say what is wrong with it (`errors-of-edited-fields.ts`). */
const markAsEdited = (field: FieldTree<string>): void => field().markAsDirty();

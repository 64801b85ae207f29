import { Injectable, type Provider } from '@angular/core';
import type { Field } from '@angular/forms/signals';
import { ErrorStateMatcher } from '@angular/material/core';

/**
 * When a form field says what is wrong with it: once it was left with something in it, or was edited.
 * Tabbing through an empty field that must be filled is no mistake; submitting it empty is, and counts
 * as an edit (`refused-fields.ts`).
 */
@Injectable()
class ErrorsOfEditedFields extends ErrorStateMatcher {
  override isSignalErrorState(field: Field<unknown> | null): boolean {
    if (!field) return false;
    const { invalid, touched, dirty, value } = field();
    return invalid() && touched() && (dirty() || value() !== '');
  }
}

/** For components with form fields; provided for all, it would bring Material into every page. */
export const ERRORS_OF_EDITED_FIELDS: Provider = {
  provide: ErrorStateMatcher,
  useClass: ErrorsOfEditedFields,
};

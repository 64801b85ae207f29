import { Injectable, type Provider } from '@angular/core';
import type { Field } from '@angular/forms/signals';
import { ErrorStateMatcher } from '@angular/material/core';

/**
 * When a form field shows its error: after blur with content, or after an edit. Tabbing through an
 * empty required field is not an error; submitting it is, and counts as an edit
 * (`refused-fields.ts`).
 */
@Injectable()
class ErrorsOfEditedFields extends ErrorStateMatcher {
  override isSignalErrorState(field: Field<unknown> | null): boolean {
    if (!field) return false;
    const { invalid, touched, dirty, value } = field();
    return invalid() && touched() && (dirty() || value() !== '');
  }
}

/** For components with form fields; a global provider would add Material to every page. */
export const ERRORS_OF_EDITED_FIELDS: Provider = {
  provide: ErrorStateMatcher,
  useClass: ErrorsOfEditedFields,
};

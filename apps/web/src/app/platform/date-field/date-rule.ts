import type { FieldValidator } from '@angular/forms/signals';
import type { DateTexts } from './date-texts';

/** The form validator of a date field; `tbd` allows TBD. */
export const dateOf =
  (dates: DateTexts, tbd: 'tbd' | 'needed' = 'needed'): FieldValidator<string> =>
  ({ value }) => {
    const lean = tbd === 'tbd' ? 'ahead' : 'back';
    const message = dates.problemOf(value(), { lean, isTbdAllowed: tbd === 'tbd' });
    return message === undefined ? null : { kind: 'date', message };
  };

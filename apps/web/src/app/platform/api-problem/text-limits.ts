import type { FieldValidator } from '@angular/forms/signals';
import type { Say } from '../language/texts';

interface TextLimits {
  /** Message for empty text; without it the text is optional. */
  readonly missing?: 'form.enterTitle' | 'form.enterName';
  readonly max: number;
  readonly t: Say;
}

/**
 * Validates text as the API does: trimmed, in code points. Not `maxlength`, which counts UTF-16
 * units and silently truncates pasted text.
 */
export const textOf =
  ({ missing, max, t }: TextLimits): FieldValidator<string> =>
  ({ value }) => {
    const length = Array.from(value().trim()).length;
    if (missing && length === 0) return { kind: 'missing', message: t(missing) };
    if (length <= max) return null;
    return { kind: 'long', message: t('form.tooLong', { max, length }) };
  };

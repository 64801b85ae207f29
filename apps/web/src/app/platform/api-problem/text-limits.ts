import type { FieldValidator } from '@angular/forms/signals';
import type { Say } from '../language/texts';

interface TextLimits {
  /** What to say when there is none; without it none is needed. */
  readonly missing?: 'form.enterTitle' | 'form.enterName';
  readonly max: number;
  readonly t: Say;
}

/**
 * Checks text as the API will: trimmed, and in code points. The browser's own `maxlength` counts
 * UTF-16 units and silently cuts what is pasted, so it is not used.
 */
export const textOf =
  ({ missing, max, t }: TextLimits): FieldValidator<string> =>
  ({ value }) => {
    const length = Array.from(value().trim()).length;
    if (missing && length === 0) return { kind: 'missing', message: t(missing) };
    if (length <= max) return null;
    return { kind: 'long', message: t('form.tooLong', { max, length }) };
  };

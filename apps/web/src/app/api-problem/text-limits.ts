import type { FieldValidator } from '@angular/forms/signals';

interface TextLimits {
  /** The thing to enter, with its article: `a title`. */
  readonly what: string;
  readonly min: 0 | 1;
  readonly max: number;
}

/**
 * Checks text as the API will: trimmed, and in code points. The browser's own `maxlength` counts
 * UTF-16 units and silently cuts what is pasted, so it is not used.
 */
export const textOf =
  ({ what, min, max }: TextLimits): FieldValidator<string> =>
  ({ value }) => {
    const length = Array.from(value().trim()).length;
    if (length < min) return { kind: 'missing', message: `Enter ${what}` };
    if (length <= max) return null;
    return { kind: 'long', message: `At most ${max} characters; this has ${length}` };
  };

type Value = string | number | null;

/**
 * How the `from` of a change contradicts the previous value; `undefined` when it matches, or when
 * the event does not change this field.
 */
export const fromFlaw = (was: Value, from: Value | undefined): string | undefined =>
  from === undefined || from === was ? undefined : `from ${JSON.stringify(was)}, which it was`;

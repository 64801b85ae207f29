type Value = string | number | null;

/** What is wrong with the `from` of a change; `undefined` for it: the event leaves this field alone. */
export const fromFlaw = (was: Value, from: Value | undefined): string | undefined =>
  from === undefined || from === was ? undefined : `from ${JSON.stringify(was)}, which it was`;

/** Bodies are snake_case, commands camelCase; one rule converts all names. */

type CamelCase<Name extends string> = Name extends `${infer Head}_${infer Tail}`
  ? `${Head}${Capitalize<CamelCase<Tail>>}`
  : Name;

export type CamelCased<T> = {
  readonly [K in keyof T as K extends string ? CamelCase<K> : never]: T[K];
};

/** `{due_date: null}` becomes `{dueDate: null}`. Omitted fields stay omitted. */
export function camelCased<T extends object>(body: T): CamelCased<T> {
  const entries = Object.entries(body)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]: [string, unknown]) => [
      name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase()),
      value,
    ]);
  // The type above expresses the same rule, which the compiler cannot verify in string operations.
  return Object.fromEntries(entries) as CamelCased<T>;
}

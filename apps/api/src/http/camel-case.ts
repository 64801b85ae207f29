/** Bodies are snake_case, commands camelCase. The names follow one rule, so nobody lists them. */

type CamelCase<Name extends string> = Name extends `${infer Head}_${infer Tail}`
  ? `${Head}${Capitalize<CamelCase<Tail>>}`
  : Name;

export type CamelCased<T> = {
  readonly [K in keyof T as K extends string ? CamelCase<K> : never]: T[K];
};

/** `{due_date: null}` becomes `{dueDate: null}`. What was left out stays left out. */
export function camelCased<T extends object>(body: T): CamelCased<T> {
  const entries = Object.entries(body)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]: [string, unknown]) => [
      name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase()),
      value,
    ]);
  // The type above says the same rule, which the compiler cannot see in a string operation.
  return Object.fromEntries(entries) as CamelCased<T>;
}

/**
 * JSON Schema (2020-12) of wire types, in a form that the compiler compares with the contracts: a
 * schema of `Item` needs a schema of the right type for each of its properties, and no others.
 */

export type JsonSchema = Readonly<Record<string, unknown>>;

/** A schema for exactly the values of type `T`. */
export interface Schema<T> {
  readonly json: JsonSchema;
  /** Never set; makes `Schema<A>` and `Schema<B>` different types. */
  readonly type?: (value: T) => T;
}

/** A schema of any type. */
export type AnySchema = Pick<Schema<unknown>, 'json'>;

/** A schema with a name of its own under `components`. */
export interface NamedSchema<T> extends Schema<T> {
  readonly name: string;
  readonly definition: JsonSchema;
}

interface Optional<T> {
  readonly optional: Schema<T>;
}

/** One schema per property; optional properties are marked. */
type Properties<T> = {
  readonly [K in keyof T]-?: object extends Pick<T, K>
    ? Optional<Exclude<T[K], undefined>>
    : Schema<T[K]>;
};

export const text = (form: JsonSchema = {}): Schema<string> => ({
  json: { type: 'string', ...form },
});

export const whole = (minimum: number): Schema<number> => ({ json: { type: 'integer', minimum } });

export const flag = (): Schema<boolean> => ({ json: { type: 'boolean' } });

export const oneOf = <T extends string>(allowed: readonly T[]): Schema<T> => ({
  json: { type: 'string', enum: allowed },
});

export const constant = <const T extends string>(value: T): Schema<T> => ({
  json: { type: 'string', const: value },
});

export const nullable = <T>({ json }: Schema<T>): Schema<T | null> => ({
  json: { anyOf: [json, { type: 'null' }] },
});

export const list = <T>({ json }: Schema<T>): Schema<readonly T[]> => ({
  json: { type: 'array', items: json },
});

export const eitherOf = <A, B>(one: Schema<A>, other: Schema<B>): Schema<A | B> => ({
  json: { anyOf: [one.json, other.json] },
});

export const optional = <T>(schema: Schema<T>): Optional<T> => ({ optional: schema });

export function object<T extends object>(properties: Properties<T>): Schema<T> {
  // The compiler cannot enumerate a mapped type over an unknown `T`.
  const entries = Object.entries(
    properties as Readonly<Record<string, Schema<unknown> | Optional<unknown>>>,
  );
  const required = entries.flatMap(([name, property]) => ('optional' in property ? [] : [name]));
  const schemas = entries.map(([name, property]) => [
    name,
    'optional' in property ? property.optional.json : property.json,
  ]);
  return {
    json: {
      type: 'object',
      properties: Object.fromEntries(schemas),
      required,
      additionalProperties: false,
    },
  };
}

export const named = <T>(
  name: string,
  { json }: Schema<T>,
  example: NoInfer<T>,
): NamedSchema<T> => ({
  name,
  json: { $ref: `#/components/schemas/${name}` },
  definition: { ...json, examples: [example] },
});

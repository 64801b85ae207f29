/** Reads JSON of unknown shape and collects every problem with its path. */
import { shown } from '@action-tracker/domain';

type JsonObject = Readonly<Record<string, unknown>>;

export class JsonReader {
  readonly problems: string[] = [];

  expected(path: string, expected: string, found: unknown): void {
    this.problems.push(`${path}: expected ${expected}, found ${shown(found)}`);
  }

  /** An object without keys other than these; empty when the value is not an object. */
  object(value: unknown, path: string, keys: readonly string[]): JsonObject {
    const object = this.record(value, path);
    for (const key of Object.keys(object)) {
      if (!keys.includes(key)) this.expected(path, `only the keys ${keys.join(', ')}`, key);
    }
    return object;
  }

  /** An object with any keys. */
  record(value: unknown, path: string): JsonObject {
    if (value === undefined) return {};
    if (isObject(value)) return value;
    this.expected(path, 'an object', value);
    return {};
  }

  list(value: unknown, path: string): readonly unknown[] {
    if (value === undefined) return [];
    if (Array.isArray(value)) return value;
    this.expected(path, 'a list', value);
    return [];
  }

  text(value: unknown, path: string): string | undefined {
    if (value === undefined) return undefined;
    if (typeof value === 'string' && value.trim() !== '') return value.trim();
    this.expected(path, 'text', value);
    return undefined;
  }

  /** A string, or a list of strings. */
  texts(value: unknown, path: string): readonly string[] {
    const values = typeof value === 'string' ? [value] : this.list(value, path);
    return values.flatMap((entry) => this.text(entry, path) ?? []);
  }

  oneOf<T extends string>(
    value: unknown,
    path: string,
    { allowed, fallback }: { readonly allowed: readonly T[]; readonly fallback: T },
  ): T {
    if (value === undefined) return fallback;
    const found = allowed.find((word) => word === value);
    if (found === undefined) this.expected(path, `one of ${allowed.join(', ')}`, value);
    return found ?? fallback;
  }
}

const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

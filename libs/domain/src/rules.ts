/**
 * One rule per kind of value: what is accepted, how it is stored, how a refusal is worded. The
 * deciders enforce the rules; request bodies and imports use the same objects to report all
 * problems of an input at once. Lengths count code points (product description, section 2).
 */
import { DomainError, type FieldProblem } from './domain-error';
import { DATE_MAX, DATE_MIN, isPlainDate, type PlainDate } from './plain-date';
import {
  CATEGORY_MAX_CHARS,
  INITIALS_MAX_CHARS,
  LONG_TEXT_MAX_CHARS,
  NAME_MAX_CHARS,
  PREFIX_MAX_CHARS,
  PREFIX_MIN_CHARS,
  PRIORITIES,
  REASON_MAX_CHARS,
  STATUSES,
  TITLE_MAX_CHARS,
  type Priority,
  type Status,
} from './vocabulary';

/** Validates a value of unknown type and normalizes it for storage. */
export interface Rule<T> {
  /** The problem as "expected …, found …"; `undefined` when the value is accepted. */
  problem(value: unknown): string | undefined;
  /** The stored form of an accepted value. */
  clean(value: T): T;
  /** JSON Schema of accepted values, for the API description. */
  readonly schema: Readonly<Record<string, unknown>>;
}

interface TextLimits {
  readonly min: number;
  readonly max: number;
  readonly isMultiline: boolean;
  /** Whether it must be visible text without bidirectional control characters. */
  readonly isName?: boolean;
}

/** Invisible characters: formats, fillers, variation selectors. */
const WITHOUT_SHAPE = /^[\p{Default_Ignorable_Code_Point}\p{Cf}\s\u2800]*$/u;
/**
 * Embeddings, overrides and isolates (UAX 9). Not the marks that Arabic and Hebrew need: they
 * reorder nothing.
 */
const DIRECTION_CONTROL = /[\u202A-\u202E\u2066-\u2069]/;

const SHOWN_CHARS = 40;

/** Formats a refused value for a message, short enough for one line. */
export function shown(value: unknown): string {
  if (value === undefined) return 'nothing';
  const isNumber = typeof value === 'number' || typeof value === 'bigint';
  const json = isNumber ? String(value) : jsonOf(value);
  const chars = Array.from(json);
  return chars.length <= SHOWN_CHARS ? json : `${chars.slice(0, SHOWN_CHARS).join('')}…`;
}

/** Describes a value that is nested too deeply to serialize by its kind only. */
function jsonOf(value: unknown): string {
  try {
    return JSON.stringify(value);
  } catch {
    return Array.isArray(value) ? 'a deeply nested array' : 'a deeply nested object';
  }
}

/** The rule for a text. */
export function text({ min, max, isMultiline, isName = false }: TextLimits): Rule<string> {
  const forbidden = isMultiline ? /[^\P{Cc}\n\t]/u : /\p{Cc}/u;
  return {
    problem(value) {
      const range = `${min} to ${max} characters`;
      if (typeof value !== 'string') return `expected text of ${range}, found ${shown(value)}`;
      const trimmed = value.trim();
      if (!trimmed.isWellFormed()) return 'expected valid Unicode, found half a surrogate pair';
      const control = forbidden.exec(trimmed)?.[0];
      if (control) return `expected text without control characters, found ${codeOf(control)}`;
      const { length } = Array.from(trimmed);
      if (length < min || length > max) return `expected ${range}, found ${length}`;
      return isName && length > 0 ? readingProblem(trimmed) : undefined;
    },
    clean: (value) => value.trim(),
    schema: { type: 'string', minLength: min, maxLength: max },
  };
}

/** Why a name would not be readable as written. */
function readingProblem(name: string): string | undefined {
  const direction = DIRECTION_CONTROL.exec(name)?.[0];
  if (direction) {
    return `expected text without bidirectional control characters, found ${codeOf(direction)}`;
  }
  return WITHOUT_SHAPE.test(name)
    ? 'expected visible text, found only invisible characters'
    : undefined;
}

/** `U+200B` */
const codeOf = (char: string): string =>
  `U+${(char.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;

export function oneOf<T extends string>(allowed: readonly T[]): Rule<T> {
  return {
    problem: (value) =>
      allowed.some((word) => word === value)
        ? undefined
        : `expected one of ${allowed.join(', ')}; found ${shown(value)}`,
    clean: (value) => value,
    schema: { type: 'string', enum: allowed },
  };
}

/** The rule for a nullable value. */
export function orNull<T>(rule: Rule<T>): Rule<T | null> {
  return {
    problem: (value) => (value === null ? undefined : rule.problem(value)),
    clean: (value) => (value === null ? null : rule.clean(value)),
    schema: { anyOf: [rule.schema, { type: 'null' }] },
  };
}

/** Stores empty text as null. */
function optionalText(rule: Rule<string>): Rule<string | null> {
  const nullable = orNull(rule);
  return {
    problem: (value) => nullable.problem(value),
    clean: (value) => nullable.clean(value) || null,
    schema: nullable.schema,
  };
}

const longText = (min: number): Rule<string> =>
  text({ min, max: LONG_TEXT_MAX_CHARS, isMultiline: true });

const PREFIX_FORM = new RegExp(`^[A-Z]{${PREFIX_MIN_CHARS},${PREFIX_MAX_CHARS}}$`);

export const PREFIX_RULE: Rule<string> = {
  problem: (value) =>
    typeof value === 'string' && PREFIX_FORM.test(value)
      ? undefined
      : `expected ${PREFIX_MIN_CHARS} to ${PREFIX_MAX_CHARS} uppercase letters A to Z, found ${shown(value)}`,
  clean: (value) => value,
  schema: { type: 'string', pattern: PREFIX_FORM.source },
};

/** A date that somebody enters. Years like 0026 and 9999 are typing errors. */
export const DATE_RULE: Rule<PlainDate> = {
  problem(value) {
    if (!isPlainDate(value)) return `expected a date as YYYY-MM-DD, found ${shown(value)}`;
    if (value >= DATE_MIN && value <= DATE_MAX) return undefined;
    return `expected a date from ${DATE_MIN} to ${DATE_MAX}, found ${shown(value)}`;
  },
  clean: (value) => value,
  schema: { type: 'string', format: 'date', pattern: String.raw`^(19[7-9]|2[01]\d)\d-` },
};

const idRule = (what: string): Rule<number> => ({
  problem: (value) =>
    typeof value === 'number' && Number.isInteger(value) && value > 0 && value <= 2 ** 31 - 1
      ? undefined
      : `expected the id of ${what} (a positive whole number), found ${shown(value)}`,
  clean: (value) => value,
  schema: { type: 'integer', minimum: 1, maximum: 2 ** 31 - 1 },
});

export const USER_ID_RULE = idRule('a user');
export const TRACKER_ID_RULE = idRule('a tracker');

export const FLAG_RULE: Rule<boolean> = {
  problem: (value) =>
    typeof value === 'boolean' ? undefined : `expected true or false, found ${shown(value)}`,
  clean: (value) => value,
  schema: { type: 'boolean' },
};

export const NAME_RULE = text({
  min: 1,
  max: NAME_MAX_CHARS,
  isMultiline: false,
  isName: true,
});
export const INITIALS_RULE = text({
  min: 1,
  max: INITIALS_MAX_CHARS,
  isMultiline: false,
  isName: true,
});
export const DESCRIPTION_RULE = optionalText(longText(0));
export const TITLE_RULE = text({
  min: 1,
  max: TITLE_MAX_CHARS,
  isMultiline: false,
  isName: true,
});
export const DUE_DATE_RULE = orNull(DATE_RULE);
/** Of the name of a category. Which names there are is up to each tracker. */
export const CATEGORY_RULE = text({
  min: 1,
  max: CATEGORY_MAX_CHARS,
  isMultiline: false,
  isName: true,
});
export const PRIORITY_RULE: Rule<Priority> = oneOf(PRIORITIES);
export const STATUS_RULE: Rule<Status> = oneOf(STATUSES);
export const COMMENT_RULE = optionalText(longText(0));
export const NOTE_CONTENT_RULE = longText(1);
/** Why a value changed; empty text means no reason. */
export const REASON_RULE = optionalText(text({ min: 0, max: REASON_MAX_CHARS, isMultiline: true }));

/**
 * Values that version 1 accepted and later rules refuse: ledgers keep them permanently, so the
 * import of an exported ledger applies these rules.
 */
export const STORED_NAME_RULE = text({ min: 1, max: NAME_MAX_CHARS, isMultiline: false });
export const STORED_TITLE_RULE = text({ min: 1, max: TITLE_MAX_CHARS, isMultiline: false });
export const STORED_DATE_RULE: Rule<PlainDate> = {
  problem: (value) =>
    isPlainDate(value) ? undefined : `expected a date as YYYY-MM-DD, found ${shown(value)}`,
  clean: (value) => value,
  schema: { type: 'string', format: 'date' },
};

type Rules<T> = { readonly [K in keyof T]-?: Rule<Exclude<T[K], undefined>> };

/**
 * Checks every field that has a rule and returns the stored forms; other fields are dropped.
 *
 * @throws DomainError VALIDATION_ERROR with one problem per refused field, by wire name
 */
export function accept<T extends object>(rules: Rules<T>, input: T): T {
  const problems: FieldProblem[] = [];
  const accepted: Partial<T> = {};
  for (const key in rules) {
    const value = input[key];
    const message = rules[key].problem(value);
    if (message) problems.push({ field: wireName(key), message });
    // `Rules<T>` pairs each key with the rule of its own type, which a generic index cannot
    // express.
    else accepted[key] = rules[key].clean(value as Exclude<T[typeof key], undefined>);
  }
  if (problems.length > 0) throw DomainError.invalid(problems);
  return accepted as T;
}

/**
 * Like `accept`, for a change: omitted fields stay omitted.
 *
 * @throws DomainError VALIDATION_ERROR as `accept`
 */
export function acceptSome<T extends object>(rules: Rules<T>, changes: Partial<T>): Partial<T> {
  const named = Object.entries(rules).filter(([key]) => changes[key as keyof T] !== undefined);
  // Only the rules of the given fields are left.
  return accept(Object.fromEntries(named) as Rules<Partial<T>>, changes);
}

/**
 * Refuses a change without any field.
 *
 * @throws DomainError VALIDATION_ERROR listing the possible fields
 */
export function requireSome(changes: object, rules: object): void {
  const isNamed = ([key, value]: [string, unknown]) =>
    value !== undefined && Object.hasOwn(rules, key);
  if (Object.entries(changes).some(isNamed)) return;
  const message = `expected at least one of ${Object.keys(rules).map(wireName).join(', ')}`;
  throw DomainError.invalid([{ field: 'body', message: `${message}, found none` }]);
}

/** `dueDate` in code is `due_date` on the wire and in the database. */
export const wireName = (name: string): string =>
  name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

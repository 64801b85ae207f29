/** What the entries of a batch may hold. */
import { oneOf, orNull, shown, text, type Rule } from '../rules';

export const BATCH_KINDS = ['import', 'bulk', 'undo'] as const;
export type BatchKind = (typeof BATCH_KINDS)[number];

/** A file that was imported. */
export interface SourceFile {
  readonly name: string;
  /** In lower-case hexadecimal. */
  readonly sha256: string;
}

const FILE_NAME_MAX_CHARS = 255;
const KINDS_MAX = 100;

const UUID_FORM = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/;

export const isBatchId = (id: string): boolean => UUID_FORM.test(id);

/** The id of a batch. */
export const BATCH_ID_RULE = formed<string>('a UUID in lower case', (value) =>
  typeof value === 'string' ? isBatchId(value) : false,
);

const FILE_NAME_RULE = text({ min: 1, max: FILE_NAME_MAX_CHARS, isMultiline: false });

const isFile = (value: unknown): boolean => {
  const { name, sha256 } = (value ?? {}) as Partial<Record<keyof SourceFile, unknown>>;
  const isHash = typeof sha256 === 'string' && /^[\da-f]{64}$/.test(sha256);
  return isHash && FILE_NAME_RULE.problem(name) === undefined;
};

const COUNT_RULE = formed<number>('a whole number', (value) => Number.isSafeInteger(value));

const isKinds = (value: unknown): boolean =>
  Array.isArray(value) &&
  value.length <= KINDS_MAX &&
  value.every((kind) => typeof kind === 'string' && /^[A-Za-z]{1,50}$/.test(kind));

export const BATCH_RULES = {
  kind: oneOf(BATCH_KINDS),
  undoes: orNull(BATCH_ID_RULE),
  file: orNull(formed<SourceFile>('a name and a SHA-256', isFile)),
};

export const RESULT_RULES = {
  items: COUNT_RULE,
  kinds: formed<readonly string[]>('types of entries', isKinds),
};

function formed<T>(expected: string, isFormed: (value: unknown) => boolean): Rule<T> {
  return {
    problem: (value) =>
      isFormed(value) ? undefined : `expected ${expected}, found ${shown(value)}`,
    clean: (value) => value,
    schema: {},
  };
}

/** The form in which drafts are stored, and what an earlier program left. */

/** The fields of a partially filled form. */
export type Fields = Readonly<Record<string, string>>;

export interface Draft {
  readonly id: string;
  readonly userId: number;
  /** Name of the draft: `note AD-001`. */
  readonly name: string;
  readonly fields: Fields;
  /** Milliseconds since the epoch; null in a draft of an earlier program version. */
  readonly begunAt: number | null;
  /** The item version it is based on; null for something that does not exist yet. */
  readonly itemVersion: number | null;
}

const VERSION = 2;

export function storedDrafts(stored: unknown): readonly Draft[] {
  if (!isObject(stored)) return [];
  const { version, drafts } = stored;
  if (version === 1) return draftsOfVersion1(drafts);
  return version === VERSION && Array.isArray(drafts) ? drafts.filter(isDraft) : [];
}

/**
 * Version 1 stored fields by `<user id> <name>`, without an item version. Such a draft is treated
 * as based on the item's first version, so that it is compared with every change since.
 */
function draftsOfVersion1(stored: unknown): readonly Draft[] {
  if (!isObject(stored)) return [];
  return Object.entries(stored).flatMap(([key, fields]) => {
    const [user = '', ...words] = key.split(' ');
    const name = words.join(' ');
    if (!isFields(fields)) return [];
    const draft = { id: key, userId: Number(user), name, begunAt: null };
    return [{ ...draft, fields: withTbd(fields), itemVersion: name.startsWith('edit') ? 1 : null }];
  });
}

/** Version 1 stored TBD as an empty due date. */
const withTbd = (fields: Fields): Fields =>
  fields['due_date'] === '' ? { ...fields, due_date: 'TBD' } : fields;

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

const isFields = (value: unknown): value is Fields =>
  isObject(value) && Object.values(value).every((text) => typeof text === 'string');

function isDraft(value: unknown): value is Draft {
  if (!isObject(value) || !isFields(value['fields'])) return false;
  const { id, userId, name, begunAt, itemVersion } = value;
  const isNumberOrNull = (number: unknown) => number === null || Number.isSafeInteger(number);
  return (
    typeof id === 'string' &&
    typeof name === 'string' &&
    Number.isSafeInteger(userId) &&
    isNumberOrNull(begunAt) &&
    isNumberOrNull(itemVersion)
  );
}

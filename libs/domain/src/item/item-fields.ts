/**
 * The registry of an item's editable fields. Every surface loops over it, or has one entry per kind
 * of field: decisions, events and history, requests and responses, columns, filters, spreadsheets
 * and imports, forms and editors. It holds no rules (`item-rules.ts`), so that the client can read
 * it without them. It does not contain the status, which has its own command.
 */
import type { PlainDate } from '../plain-date';
import { CATEGORIES, PRIORITIES, TITLE_MAX_CHARS, type Priority } from '../vocabulary';

/** The editable fields, each with its own event; `null` means no value. */
export interface ItemFields {
  readonly title: string;
  readonly dueDate: PlainDate | null;
  /** Its key in the ledger, its name on the wire. */
  readonly category: string;
  readonly ownerId: number;
  readonly priority: Priority;
}
export type ItemField = keyof ItemFields;

/** `text`: one line. `word`: one of a list. `user`: the id of a user. */
export type FieldKind = 'text' | 'date' | 'word' | 'user';

/** The registry entry of a field. */
export interface FieldDescription<Value = unknown> {
  /** Name on the wire and in the database. */
  readonly wire: string;
  readonly kind: FieldKind;
  /** Stored name of the event that changes it. */
  readonly event: string;
  /** Whether every item has a value. */
  readonly isRequired: boolean;
  /** Added after the first version: older entries lack it, as do items created without a value. */
  readonly isLater?: boolean;
  /** Whether a change can say why; its event then records the reason. */
  readonly hasReason?: boolean;
  /** For a `word`: the allowed values in menu order; of categories, those that a tracker begins with. */
  readonly words?: readonly (Value & string)[];
  /**
   * For a `word`: whether it sorts in that order rather than alphabetically in the user's language.
   */
  readonly isRanked?: boolean;
  /** For a `text`: maximum length in Unicode code points. */
  readonly maxChars?: number;
  /**
   * Whether lists can filter by it: by words, by users, by when a date is due, or by whether text
   * exists.
   */
  readonly isFiltered: boolean;
  /** Column heading in spreadsheets. */
  readonly heading: string;
  /** Name in the mapping file of an import. */
  readonly mapped: string;
  readonly example: Value;
}

/** In the order of responses, spreadsheets and the events of one change. */
export const ITEM_FIELDS = {
  title: {
    wire: 'title',
    kind: 'text',
    event: 'ItemRetitled',
    isRequired: true,
    maxChars: TITLE_MAX_CHARS,
    isFiltered: false,
    heading: 'Title',
    mapped: 'title',
    example: 'Definitized contract',
  },
  dueDate: {
    wire: 'due_date',
    kind: 'date',
    event: 'ItemDueDateMoved',
    isRequired: false,
    hasReason: true,
    isFiltered: true,
    heading: 'Due date',
    mapped: 'due_date',
    example: '2026-02-15',
  },
  category: {
    wire: 'category',
    kind: 'word',
    event: 'ItemRecategorised',
    isRequired: true,
    words: CATEGORIES,
    isFiltered: true,
    heading: 'Category',
    mapped: 'category',
    example: 'Programmatic',
  },
  ownerId: {
    wire: 'owner_id',
    kind: 'user',
    event: 'ItemReassigned',
    isRequired: true,
    isFiltered: true,
    heading: 'Owner',
    mapped: 'owner',
    example: 7,
  },
  priority: {
    wire: 'priority',
    kind: 'word',
    event: 'ItemReprioritised',
    isRequired: true,
    words: PRIORITIES,
    isRanked: true,
    isFiltered: true,
    heading: 'Priority',
    mapped: 'priority',
    example: 'High',
  },
} as const satisfies {
  readonly [F in ItemField]: FieldDescription<ItemFields[F]> & {
    readonly isRequired: null extends ItemFields[F] ? false : true;
    readonly isLater?: null extends ItemFields[F] ? true : never;
  };
};

type Registry = typeof ITEM_FIELDS;
type Optionally<T, K extends keyof T> = Omit<T, K> & Partial<Pick<T, K>>;
type Nullable = { [F in ItemField]: Registry[F]['isRequired'] extends true ? never : F }[ItemField];
type Later = { [F in ItemField]: Registry[F] extends { isLater: true } ? F : never }[ItemField];
type Explained = {
  [F in ItemField]: Registry[F] extends { hasReason: true } ? F : never;
}[ItemField];
type OnWire<F extends ItemField> = {
  readonly [Name in F as Registry[Name]['wire']]: ItemFields[Name];
};

/** The fields of a new item, as recorded by its creation event. */
export type NewItemFields = Optionally<ItemFields, Later>;

/** The fields by wire name. */
export type WireItemFields = OnWire<ItemField>;
/** The fields of a new item; an omitted one has no value. */
export type NewWireItemFields = OnWire<Exclude<ItemField, Nullable>> & Partial<OnWire<Nullable>>;

/** The wire name of a field; a required one always has a value. */
export type WireField = keyof WireItemFields;
export type RequiredWireField = keyof OnWire<Exclude<ItemField, Nullable>>;
/** Fields filtered by the values that items have, not by due date. */
export type ChosenWireField = {
  [F in ItemField]: Registry[F] extends {
    readonly isFiltered: true;
    readonly kind: Exclude<FieldKind, 'date'>;
  }
    ? Registry[F]['wire']
    : never;
}[ItemField];

/** New values of fields, and the reasons for them; a reason needs a new value. */
export type ItemChanges = Partial<ItemFields> & {
  readonly [F in Explained as `${F}Reason`]?: string | null;
};
/** Changes by wire name. */
export type WireItemChanges = Partial<WireItemFields> & {
  readonly [F in Explained as `${Registry[F]['wire']}_reason`]?: string | null;
};

/** The event that changes a field, with the values before and after, and the reason if it has one. */
export type FieldChange<F extends ItemField = ItemField> = {
  [Name in F]: {
    readonly type: Registry[Name]['event'];
    readonly data: {
      readonly from: ItemFields[Name];
      readonly to: ItemFields[Name];
    } & (Name extends Explained ? { readonly reason: string | null } : unknown);
  };
}[F];

/** A field with its name, for loops over all fields. */
export interface NamedField extends FieldDescription<string | number | null> {
  readonly name: ItemField;
  readonly wire: WireField;
  readonly event: FieldChange['type'];
  readonly mapped: Registry[ItemField]['mapped'];
}

/** All fields, in registry order. */
export const NAMED_FIELDS: readonly NamedField[] = Object.entries(ITEM_FIELDS).map(
  // `Object.entries` widens the keys to strings.
  ([name, field]) => ({ name: name as ItemField, ...field }),
);

const FIELD_OF_EVENT: ReadonlyMap<string, NamedField> = new Map(
  NAMED_FIELDS.map((field) => [field.event, field]),
);

/** The fields of a new item; an omitted later field becomes `null`. */
export const allFields = (given: NewItemFields): ItemFields =>
  // One value per field of the registry.
  Object.fromEntries(
    NAMED_FIELDS.map(({ name }) => [name, given[name] ?? null]),
  ) as unknown as ItemFields;

/** Creates the event that changes a field. @param reason ignored by fields without reasons */
export function fieldChange<F extends ItemField>(
  field: F,
  from: ItemFields[F],
  to: ItemFields[F],
  reason: string | null = null,
): FieldChange<F> {
  const description: FieldDescription = ITEM_FIELDS[field];
  const data = description.hasReason ? { from, to, reason } : { from, to };
  // The registry says which fields have a reason, which a generic field cannot express.
  return { type: ITEM_FIELDS[field].event, data } as FieldChange<F>;
}

/** The name of the reason for a change of this field. */
export const reasonName = (field: ItemField): string => `${field}Reason`;

/** Whether an item event changes a field. */
export const isFieldChange = <Event extends { readonly type: string }>(
  event: Event,
): event is Extract<Event, FieldChange> => FIELD_OF_EVENT.has(event.type);

/** The field that an event changes. @throws Error for an event that changes none */
export function changedField({ type }: FieldChange): NamedField {
  const field = FIELD_OF_EVENT.get(type);
  if (!field) throw new Error(`Expected the change of a field, found ${type}`);
  return field;
}

/** The fields of an item by wire name, in registry order. */
export const onWire = (item: ItemFields): WireItemFields =>
  // The keys are those of the registry, which the type of `Object.fromEntries` cannot express.
  Object.fromEntries(
    NAMED_FIELDS.map(({ name, wire }) => [wire, item[name]]),
  ) as unknown as WireItemFields;

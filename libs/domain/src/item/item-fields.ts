/**
 * The registry of the fields that people edit on an item. Every surface loops over it, or has one
 * entry per kind of field: decisions, events and history, requests and answers, columns, filters,
 * spreadsheets and imports, forms and editors. It holds no rules (`item-rules.ts`), so that the client
 * can read it without them. The status is not in it: people change it by a command of its own.
 */
import type { PlainDate } from '../plain-date';
import {
  CATEGORIES,
  PRIORITIES,
  TITLE_MAX_CHARS,
  type Category,
  type Priority,
} from '../vocabulary';

/** The fields that people edit, each with an event of its own; `null` where there is no value. */
export interface ItemFields {
  readonly title: string;
  readonly dueDate: PlainDate | null;
  readonly category: Category;
  readonly ownerId: number;
  readonly priority: Priority;
}
export type ItemField = keyof ItemFields;

/** `text`: one line. `word`: one of a fixed list. `user`: the id of a user. */
export type FieldKind = 'text' | 'date' | 'word' | 'user';

/** What the registry says about a field. */
export interface FieldDescription<Value = unknown> {
  /** Its name on the wire and in the database. */
  readonly wire: string;
  readonly kind: FieldKind;
  /** The stored name of the event that changes it. */
  readonly event: string;
  /** Whether every item has a value. */
  readonly isRequired: boolean;
  /** Came after the first version: older entries lack it, as do those of items made without a value. */
  readonly isLater?: boolean;
  /** Of a `word`: what it can be, in the order in which menus show it. */
  readonly words?: readonly (Value & string)[];
  /** Of a `word`: whether it sorts by their order, and not by how a language says them. */
  readonly isRanked?: boolean;
  /** Of a `text`: its length in Unicode code points. */
  readonly maxChars?: number;
  /** Whether lists are filtered by it: by words, by users, by when a date is due, by whether there is a text. */
  readonly isFiltered: boolean;
  /** What spreadsheets call it. */
  readonly heading: string;
  /** What the mapping file of an import calls it. */
  readonly mapped: string;
  readonly example: Value;
}

/** In the order of answers and spreadsheets, which is also that of the events of one change. */
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
type OnWire<F extends ItemField> = {
  readonly [Name in F as Registry[Name]['wire']]: ItemFields[Name];
};

/** The fields of a new item, as the entry of its creation holds them. */
export type NewItemFields = Optionally<ItemFields, Later>;

/** The fields under their names on the wire. */
export type WireItemFields = OnWire<ItemField>;
/** Those of a new item: what is left out has no value. */
export type NewWireItemFields = OnWire<Exclude<ItemField, Nullable>> & Partial<OnWire<Nullable>>;

/** A field under its name on the wire; every item has a value of a required one. */
export type WireField = keyof WireItemFields;
export type RequiredWireField = keyof OnWire<Exclude<ItemField, Nullable>>;
/** The fields that are filtered by the values that items have, and not by when they are due. */
export type ChosenWireField = {
  [F in ItemField]: Registry[F] extends {
    readonly isFiltered: true;
    readonly kind: Exclude<FieldKind, 'date'>;
  }
    ? Registry[F]['wire']
    : never;
}[ItemField];

/** The event that changes a field, with the value before and after. */
export type FieldChange<F extends ItemField = ItemField> = {
  [Name in F]: {
    readonly type: Registry[Name]['event'];
    readonly data: { readonly from: ItemFields[Name]; readonly to: ItemFields[Name] };
  };
}[F];

/** A field as a surface meets it in a loop. */
export interface NamedField extends FieldDescription<string | number | null> {
  readonly name: ItemField;
  readonly wire: WireField;
  readonly event: FieldChange['type'];
  readonly mapped: Registry[ItemField]['mapped'];
}

/** All fields, in the order of the registry. */
export const NAMED_FIELDS: readonly NamedField[] = Object.entries(ITEM_FIELDS).map(
  // `Object.entries` forgets which keys there are.
  ([name, field]) => ({ name: name as ItemField, ...field }),
);

/** The fields of a new item; later ones that it does not say have no value. */
export const allFields = (given: NewItemFields): ItemFields =>
  // One value per field of the registry.
  Object.fromEntries(
    NAMED_FIELDS.map(({ name }) => [name, given[name] ?? null]),
  ) as unknown as ItemFields;

/** The change of a field as its event. */
export const fieldChange = <F extends ItemField>(
  field: F,
  from: ItemFields[F],
  to: ItemFields[F],
): FieldChange<F> => ({ type: ITEM_FIELDS[field].event, data: { from, to } });

/** Whether an event of an item changes a field. */
export const isFieldChange = <Event extends { readonly type: string }>(
  event: Event,
): event is Extract<Event, FieldChange> =>
  NAMED_FIELDS.some(({ event: type }) => type === event.type);

/** The field that an event changes. @throws Error for an event that changes none */
export function changedField({ type }: FieldChange): NamedField {
  const field = NAMED_FIELDS.find(({ event }) => event === type);
  if (!field) throw new Error(`Expected the change of a field, found ${type}`);
  return field;
}

/** The fields of an item under their names on the wire, in the order of the registry. */
export const onWire = (item: ItemFields): WireItemFields =>
  // The names are the registry's, which `Object.fromEntries` cannot show.
  Object.fromEntries(
    NAMED_FIELDS.map(({ name, wire }) => [wire, item[name]]),
  ) as unknown as WireItemFields;

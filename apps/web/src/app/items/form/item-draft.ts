/**
 * An item as a form holds it, under the wire names of its fields, so that what the API complains
 * about finds its place by name. Controls give text, so every field is text here: no owner chosen
 * is ''. `requestOf` turns a valid draft into what the API takes.
 */
import { type SchemaFn, validate } from '@angular/forms/signals';
import {
  CATEGORIES,
  type CreateItemRequest,
  PRIORITIES,
  TITLE_MAX_CHARS,
} from '@action-tracker/contracts';
import { textOf } from '../../platform/api-problem/text-limits';
import { dateOf } from '../../platform/date-field/date-rule';
import { type DateTexts, TBD } from '../../platform/date-field/date-texts';
import type { Say } from '../../platform/language/texts';

/** The fields of an item that people edit, as the API types them. */
export type EditableFields = Required<Omit<CreateItemRequest, 'create_date'>>;
export const EDITABLE_FIELDS = [
  'title',
  'due_date',
  'category',
  'owner_id',
  'priority',
] as const satisfies readonly (keyof EditableFields)[];

export type ItemDraft = Record<keyof EditableFields, string>;

export const EMPTY_DRAFT: ItemDraft = {
  title: '',
  category: '',
  owner_id: '',
  priority: 'Medium',
  due_date: TBD,
};

export const draftOf = (item: EditableFields): ItemDraft => ({
  title: item.title,
  category: item.category,
  owner_id: String(item.owner_id),
  priority: item.priority,
  due_date: item.due_date ?? TBD,
});

/** @throws Error for a draft that breaks `itemDraftRules`; a form does not submit such a draft. */
export const requestOf = (draft: ItemDraft): EditableFields => ({
  title: draft.title.trim(),
  category: wordOf(CATEGORIES, draft.category),
  owner_id: Number(draft.owner_id),
  priority: wordOf(PRIORITIES, draft.priority),
  due_date: draft.due_date === TBD ? null : draft.due_date,
});

function wordOf<Word extends string>(words: readonly Word[], text: string): Word {
  const word = words.find((candidate) => candidate === text);
  if (word === undefined) throw new Error(`Expected one of ${words.join(', ')}; found "${text}"`);
  return word;
}

export const itemDraftRules =
  (t: Say, dates: DateTexts): SchemaFn<ItemDraft> =>
  (path) => {
    validate(path.title, textOf({ missing: 'form.enterTitle', max: TITLE_MAX_CHARS, t }));
    validate(path.due_date, dateOf(dates, 'tbd'));
    for (const [field, key] of [
      [path.category, 'form.chooseCategory'],
      [path.owner_id, 'form.chooseOwner'],
      [path.priority, 'form.choosePriority'],
    ] as const) {
      validate(field, ({ value }) =>
        value() === '' ? { kind: 'missing', message: t(key) } : null,
      );
    }
  };

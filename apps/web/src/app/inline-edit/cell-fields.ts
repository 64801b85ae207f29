/** The fields that are edited in the table, and how a value gets into an editor and out of it. */
import {
  CATEGORIES,
  type ChangeItemRequest,
  type Item,
  isPlainDate,
  PRIORITIES,
  STATUSES,
  TITLE_MAX_CHARS,
} from '@action-tracker/contracts';
import type { Say } from '../language/texts';

export const CELL_FIELDS = [
  'title',
  'due_date',
  'category',
  'owner_id',
  'priority',
  'status',
] as const;
export type CellField = (typeof CELL_FIELDS)[number];

/** A change of one field, as the API takes it; a status goes its own way there. */
export type CellChange = Pick<ChangeItemRequest, Exclude<CellField, 'status'>> &
  Partial<Pick<Item, 'status'>>;

/** Text is what controls hold: '' is TBD, an owner is the number of the user. */
export const textOfCell = (item: Item, field: CellField): string => String(item[field] ?? '');

/** The change that a text means, or the plain reason why it means none. */
export function changeOf(field: CellField, typed: string, t: Say): CellChange | string {
  const text = typed.trim();
  switch (field) {
    case 'title':
      return titleOf(text, t);
    case 'due_date':
      if (text === '') return { due_date: null };
      return isPlainDate(text) ? { due_date: text } : t('form.enterDueDate');
    case 'owner_id':
      return /^\d+$/.test(text) ? { owner_id: Number(text) } : t('form.chooseOwner');
    case 'category': {
      const category = CATEGORIES.find((candidate) => candidate === text);
      return category ? { category } : t('form.chooseCategory');
    }
    case 'priority': {
      const priority = PRIORITIES.find((candidate) => candidate === text);
      return priority ? { priority } : t('form.choosePriority');
    }
    case 'status': {
      const status = STATUSES.find((candidate) => candidate === text);
      return status ? { status } : t('form.chooseStatus');
    }
  }
}

function titleOf(title: string, t: Say): CellChange | string {
  const length = Array.from(title).length;
  if (length === 0) return t('form.enterTitle');
  if (length <= TITLE_MAX_CHARS) return { title };
  return t('form.tooLong', { max: TITLE_MAX_CHARS, length });
}

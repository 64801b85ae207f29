/** The fields that are edited in the table, and how a value gets into an editor and out of it. */
import {
  CATEGORIES,
  type ChangeItemRequest,
  type Item,
  PRIORITIES,
  STATUSES,
  TITLE_MAX_CHARS,
} from '@action-tracker/contracts';
import { type DateTexts, TBD } from '../../platform/date-field/date-texts';
import type { Say } from '../../platform/language/texts';

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

/** What says a refusal: the texts of the client, and of its date fields. */
export interface CellWords {
  readonly t: Say;
  readonly dates: DateTexts;
}

/** Text is what controls hold: no due date is TBD, an owner is the number of the user. */
export const textOfCell = (item: Item, field: CellField): string => String(item[field] ?? TBD);

/** The change that a text means, or the plain reason why it means none. */
export function changeOf(
  field: CellField,
  typed: string,
  { t, dates }: CellWords,
): CellChange | string {
  const text = typed.trim();
  switch (field) {
    case 'title':
      return titleOf(text, t);
    case 'due_date':
      return dueDateOf(text, dates);
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

/** Nothing is no date: whoever means that there is none yet says so. */
function dueDateOf(text: string, dates: DateTexts): CellChange | string {
  if (text === TBD) return { due_date: null };
  const problem = dates.problemOf(text, { isTbdAllowed: true, lean: 'ahead' });
  return problem ?? { due_date: text };
}

function titleOf(title: string, t: Say): CellChange | string {
  const length = Array.from(title).length;
  if (length === 0) return t('form.enterTitle');
  if (length <= TITLE_MAX_CHARS) return { title };
  return t('form.tooLong', { max: TITLE_MAX_CHARS, length });
}

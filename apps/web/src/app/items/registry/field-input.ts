/** Converts field values to control text and back. */
import {
  isOfTracker,
  isPlainDate,
  type Item,
  type RequiredWireField,
} from '@action-tracker/contracts';
import type { DateTexts } from '../../platform/date-field/date-texts';
import { TBD } from '../../platform/date-field/tbd';
import type { PlainKey, Say } from '../../platform/language/texts';
import { EDITED_FIELDS, type EditedField } from './edited-fields';

/** The texts for refusals: those of the client and, where loaded, of its date fields. */
export interface InputWords {
  readonly t: Say;
  readonly dates: DateTexts | undefined;
}

/** The message for a missing value. */
const MISSING: Readonly<Record<RequiredWireField | 'status', PlainKey>> = {
  title: 'form.enterTitle',
  category: 'form.chooseCategory',
  owner_id: 'form.chooseOwner',
  priority: 'form.choosePriority',
  status: 'form.chooseStatus',
};

/** The value as text: no date is TBD, a user is their id. */
export function textOfField(item: Pick<Item, EditedField>, field: EditedField): string {
  const value = item[field];
  if (value !== null) return String(value);
  return EDITED_FIELDS[field].kind === 'date' ? TBD : '';
}

/** Why a text is invalid; undefined when it is valid. Lengths are code points, as in the API. */
export function problemOfInput(
  field: EditedField,
  typed: string,
  { t, dates }: InputWords,
): string | undefined {
  const { kind, words = [], maxChars = Infinity } = EDITED_FIELDS[field];
  const text = typed.trim();
  if (text === '' && kind !== 'date') return missing(field, t);
  switch (kind) {
    case 'text': {
      const { length } = Array.from(text);
      return length <= maxChars ? undefined : t('form.tooLong', { max: maxChars, length });
    }
    case 'date':
      // An empty date is an error: "no date yet" must be entered as TBD.
      if (text === TBD) return undefined;
      if (dates) return dates.problemOf(text, { isTbdAllowed: true, lean: 'ahead' });
      return isPlainDate(text) ? undefined : t('date.needed');
    case 'word':
      // Its lists have the words of the tracker, and the server checks them.
      return isOfTracker(field) || words.includes(text) ? undefined : missing(field, t);
    case 'user':
      return /^\d+$/.test(text) ? undefined : missing(field, t);
  }
}

/** The value of a valid text. */
export function valueOfInput(field: EditedField, typed: string): string | number | null {
  const { kind } = EDITED_FIELDS[field];
  const text = typed.trim();
  if (text === '' || (kind === 'date' && text === TBD)) return null;
  return kind === 'user' ? Number(text) : text;
}

const isRequired = (field: EditedField): field is keyof typeof MISSING =>
  Object.hasOwn(MISSING, field);

const missing = (field: EditedField, t: Say): string | undefined =>
  isRequired(field) ? t(MISSING[field]) : undefined;

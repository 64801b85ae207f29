/** How the value of a field gets into a control, which holds text, and out of it again. */
import type { Item, RequiredWireField } from '@action-tracker/contracts';
import { type DateTexts, TBD } from '../../platform/date-field/date-texts';
import type { PlainKey, Say } from '../../platform/language/texts';
import { EDITED_FIELDS, type EditedField } from './edited-fields';

/** What says a refusal: the texts of the client, and of its date fields. */
export interface InputWords {
  readonly t: Say;
  readonly dates: DateTexts;
}

/** What to say where a value is missing. */
const MISSING: Readonly<Record<RequiredWireField | 'status', PlainKey>> = {
  title: 'form.enterTitle',
  category: 'form.chooseCategory',
  owner_id: 'form.chooseOwner',
  priority: 'form.choosePriority',
  status: 'form.chooseStatus',
};

/** The value as text: no date is TBD, a user is the number of their id. */
export function textOfField(item: Pick<Item, EditedField>, field: EditedField): string {
  const value = item[field];
  if (value !== null) return String(value);
  return EDITED_FIELDS[field].kind === 'date' ? TBD : '';
}

/** Why a text means no value; undefined when it means one. Lengths are code points, as the API counts. */
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
      // Nothing is no date: whoever means that there is none yet says so.
      return text === TBD
        ? undefined
        : dates.problemOf(text, { isTbdAllowed: true, lean: 'ahead' });
    case 'word':
      return words.includes(text) ? undefined : missing(field, t);
    case 'user':
      return /^\d+$/.test(text) ? undefined : missing(field, t);
  }
}

/** The value that a text means which has no problem. */
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

/** What is shown of a row that is planned: names where commands have keys and ids. */
import { categoryName, FIRST_CATEGORIES, NAMED_FIELDS } from '@action-tracker/domain';
import type { RowReport } from '../report/row-report';
import type { MappedRow } from '../rows/map-row';
import type { RowContext } from '../rows/row-values';

/** The row with the name of its category. */
export const withName = (
  input: MappedRow['input'],
  { categories = FIRST_CATEGORIES }: RowContext,
): MappedRow['input'] => ({ ...input, category: categoryName(categories, input.category) });

/** Values that a dry run shows. */
export const shownValues = (input: MappedRow['input'], owner: string) => ({
  ...Object.fromEntries(
    NAMED_FIELDS.map(({ name, mapped }) => [
      mapped.replace('_date', ''),
      name === 'ownerId' ? owner : (input[name] ?? null),
    ]),
  ),
  ...{ status: input.status, created: input.createDate },
  ...(input.notes?.[0] ? { note: shortened(input.notes[0].content) } : {}),
});

/** What the row says, by the name that each field has elsewhere. */
export const fieldsOf = (
  input: MappedRow['input'],
  owner: string,
): NonNullable<RowReport['fields']> => ({
  ...Object.fromEntries(
    NAMED_FIELDS.map(({ name, mapped }) => [
      mapped,
      name === 'ownerId' ? owner : (input[name] ?? null),
    ]),
  ),
  ...{ status: input.status, create_date: input.createDate },
  note: input.notes?.[0] ? shortened(input.notes[0].content) : null,
  notes: String(input.notes?.length ?? 0),
});

const NOTE_SHOWN_CHARS = 60;

function shortened(text: string): string {
  const [line = ''] = text.split('\n');
  const chars = Array.from(line);
  const isWhole = line === text && chars.length <= NOTE_SHOWN_CHARS;
  return isWhole ? text : `${chars.slice(0, NOTE_SHOWN_CHARS).join('')}…`;
}

/** Series and breakdowns as schemas. */
import {
  DIMENSIONS,
  MEASURES,
  REPORT_STEPS,
  UNITS,
  type Breakdown,
  type BreakdownCell,
  type FigureKey,
  type Series,
  type SeriesPoint,
  type UntouchedItem,
} from '@action-tracker/contracts/measures';
import { AXES } from '@action-tracker/domain';
import {
  list,
  named,
  nullable,
  object,
  oneOf,
  optional,
  text,
  type Schema,
} from '../openapi/schema';
import { COUNT, ID } from '../openapi/scalar-schemas';
import { ITEM_ID } from '../openapi/wire-schemas';

const DATE = text({ format: 'date' });
const KEY: Schema<FigureKey> = { json: { type: ['integer', 'string'] } };
const NUMBER: Schema<number> = { json: { type: 'number' } };
const VALUE = nullable(NUMBER);

export const SERIES = named(
  'Series',
  object<Series>({
    measure: oneOf(MEASURES),
    by: nullable(oneOf(DIMENSIONS)),
    unit: oneOf(UNITS),
    axis: oneOf(AXES),
    step: oneOf(REPORT_STEPS),
    steps: list(object<Series['steps'][number]>({ from: DATE, to: DATE })),
    points: list(
      object<SeriesPoint>({ date: DATE, key: nullable(KEY), value: VALUE, p85: optional(VALUE) }),
    ),
  }),
  {
    ...({ measure: 'blocked', by: null, unit: 'items', axis: 'occurred', step: 'week' } as const),
    steps: [
      { from: '2026-01-12', to: '2026-01-18' },
      { from: '2026-01-19', to: '2026-01-25' },
    ],
    points: [
      { date: '2026-01-18', key: null, value: 3 },
      { date: '2026-01-25', key: null, value: 5 },
    ],
  },
);

export const UNTOUCHED_ITEM = named(
  'UntouchedItem',
  object<UntouchedItem>({
    ...{ item_id: ITEM_ID, tracker_id: ID, title: text(), owner_id: ID },
    ...{ last_entry_on: DATE, days: COUNT },
  }),
  {
    ...{ item_id: 'AD-007', tracker_id: 1, title: 'Definitized contract', owner_id: 7 },
    ...{ last_entry_on: '2026-01-12', days: 21 },
  },
);

export const BREAKDOWN = named(
  'Breakdown',
  object<Breakdown>({
    measure: oneOf(MEASURES),
    by: oneOf(DIMENSIONS),
    by2: nullable(oneOf(DIMENSIONS)),
    unit: oneOf(UNITS),
    axis: oneOf(AXES),
    from: nullable(DATE),
    to: DATE,
    total: nullable(NUMBER),
    cells: list(
      object<BreakdownCell>({ key: KEY, key2: nullable(KEY), value: VALUE, p85: optional(VALUE) }),
    ),
  }),
  {
    ...({ measure: 'open', by: 'priority', by2: null, unit: 'items', axis: 'occurred' } as const),
    ...{ from: null, to: '2026-01-27', total: 24 },
    cells: [
      { key: 'High', key2: null, value: 7 },
      { key: 'Low', key2: null, value: 17 },
    ],
  },
);

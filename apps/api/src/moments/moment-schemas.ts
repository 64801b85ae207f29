/** The responses about the past as schemas. */
import {
  type Changes,
  type ItemVersion,
  type Moment,
  type Timeline,
} from '@action-tracker/contracts';
import { AXES, ITEM_ID_PATTERN } from '@action-tracker/domain';
import { ITEM_CHANGE } from '../openapi/change-schemas';
import { LISTED_ITEM_EXAMPLE } from '../openapi/examples';
import { list, named, nullable, object, oneOf, text, whole, type Schema } from '../openapi/schema';
import { LISTED_ITEM } from '../openapi/wire-schemas';

const ITEM_ID = text({ pattern: ITEM_ID_PATTERN });
const DATE = text({ format: 'date' });
const TIMESTAMP = text({ format: 'date-time' });

const MOMENT = object<Moment>({
  instant: TIMESTAMP,
  position: nullable(whole(0)),
  review: nullable(whole(1)),
  axis: oneOf(AXES),
});

export const CHANGES = named(
  'Changes',
  object<Changes>({
    from: MOMENT,
    to: MOMENT,
    items: list(ITEM_CHANGE),
    untouched: list(ITEM_ID),
  }),
  {
    from: { instant: '2026-01-20T15:00:00.000Z', position: 40, review: 2, axis: 'recorded' },
    to: { instant: '2026-01-27T15:00:00.000Z', position: 52, review: null, axis: 'recorded' },
    items: [
      {
        item_id: 'AD-001',
        title: 'Definitized contract',
        kinds: ['due_date_moved', 'noted'],
        due_date: { from: '2026-02-01', to: '2026-02-15', days: 14, reason: null },
        notes_added: 1,
      },
    ],
    untouched: ['AD-002'],
  },
);

export const TIMELINE = named(
  'Timeline',
  object<Timeline>({
    from: nullable(DATE),
    to: nullable(DATE),
    days: list(object<Timeline['days'][number]>({ date: DATE, entries: whole(1) })),
    reviews: list(
      object<Timeline['reviews'][number]>({
        number: whole(1),
        name: text(),
        closed_at: TIMESTAMP,
        position: whole(1),
      }),
    ),
  }),
  {
    from: '2026-01-05',
    to: '2026-01-27',
    days: [
      { date: '2026-01-05', entries: 30 },
      { date: '2026-01-27', entries: 22 },
    ],
    reviews: [
      {
        number: 1,
        name: 'Weekly review',
        closed_at: '2026-01-20T15:00:00.000Z',
        position: 40,
      },
    ],
  },
);

/** All members of a listed item are optional, because most versions change few of them. */
const { required: _, ...PARTIAL } = LISTED_ITEM.definition;

export const ITEM_VERSION = named(
  'ItemVersion',
  {
    json: {
      ...PARTIAL,
      properties: {
        ...(PARTIAL.properties as object),
        at: TIMESTAMP.json,
        position: whole(1).json,
      },
      required: ['id', 'version', 'at', 'position'],
    },
  } satisfies Schema<ItemVersion>,
  { ...LISTED_ITEM_EXAMPLE, at: '2026-01-20T15:00:00.000Z', position: 40 },
);

/** People and trackers: who is who, and what they may. */
import {
  SITE_ROLES,
  TRACKER_ROLES,
  VISIBILITIES,
  type Member,
  type MergedPerson,
  type Person,
  type Tracker,
  type TrackerCategory,
  type TrackerSummary,
} from '@action-tracker/contracts';
import { ITEM_ID_PATTERN } from '@action-tracker/domain';
import {
  MEMBER_EXAMPLE,
  MERGED_PERSON_EXAMPLE,
  PERSON_EXAMPLE,
  TRACKER_EXAMPLE,
  TRACKER_SUMMARY_EXAMPLE,
} from './examples';
import { flag, list, named, nullable, object, oneOf, optional, text, whole } from './schema';
import { COUNT, ID, TIMESTAMP } from './scalar-schemas';

export const SITE_ROLE = oneOf(SITE_ROLES);
const TRACKER_ROLE = oneOf(TRACKER_ROLES);
const NAMES = { name: text(), initials: text(), email: optional(text()) };

export const PERSON = named(
  'Person',
  object<Person>({
    id: ID,
    ...NAMES,
    created_at: TIMESTAMP,
    merged_into_id: nullable(ID),
    site_role: SITE_ROLE,
    is_active: flag(),
  }),
  PERSON_EXAMPLE,
);

export const MERGED_PERSON = named(
  'MergedPerson',
  object<MergedPerson>({
    dry_run: flag(),
    batch: nullable(text({ format: 'uuid' })),
    ...{ user_id: ID, into_id: ID },
    was_merged: flag(),
    items: list(text({ pattern: ITEM_ID_PATTERN })),
    archived_items: list(text({ pattern: ITEM_ID_PATTERN })),
    roles: list(object<MergedPerson['roles'][number]>({ tracker_id: ID, role: TRACKER_ROLE })),
  }),
  MERGED_PERSON_EXAMPLE,
);

export const MEMBER = named(
  'Member',
  object<Member>({
    user_id: ID,
    ...NAMES,
    role: TRACKER_ROLE,
    added_at: TIMESTAMP,
    added_by_id: ID,
  }),
  MEMBER_EXAMPLE,
);

const TRACKER_PROPERTIES = {
  id: ID,
  prefix: text({ pattern: '^[A-Z]{2,5}$' }),
  name: text(),
  description: nullable(text()),
  next_number: whole(1),
  created_at: TIMESTAMP,
  visibility: oneOf(VISIBILITIES),
  organisation_role: TRACKER_ROLE,
  my_role: TRACKER_ROLE,
  archived: flag(),
  categories: list(object<TrackerCategory>({ key: text(), name: text(), retired: flag() })),
};
export const TRACKER = named('Tracker', object<Tracker>(TRACKER_PROPERTIES), TRACKER_EXAMPLE);
export const TRACKER_SUMMARY = named(
  'TrackerSummary',
  object<TrackerSummary>({
    ...TRACKER_PROPERTIES,
    open_items: COUNT,
    total_items: COUNT,
    last_updated: TIMESTAMP,
  }),
  TRACKER_SUMMARY_EXAMPLE,
);

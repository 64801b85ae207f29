import type { Reversal, UndoDefinitions } from '../reversal';
import type { TrackerDetails, TrackerDetailsChanged, TrackerEvent } from './tracker';

const CATEGORIES = { none: 'managers change categories directly' };
const OWN_WAY = { none: 'managers change members and visibility directly' };

/** The way back from each event of a tracker. */
export const TRACKER_UNDO: UndoDefinitions<TrackerEvent> = {
  TrackerOpened: { none: 'a tracker that was opened stays open' },
  TrackerDetailsChanged: {
    reverse: ({ from, to }) =>
      (Object.keys(to) as (keyof TrackerDetails)[]).map((name) =>
        reversalOf(name, from[name], to[name]),
      ),
  },
  MemberAdded: OWN_WAY,
  MemberRoleChanged: OWN_WAY,
  MemberRemoved: OWN_WAY,
  VisibilityChanged: OWN_WAY,
  TrackerArchived: { none: 'managers reopen a tracker directly' },
  TrackerReopened: { none: 'managers archive a tracker directly' },
  CategoryAdded: CATEGORIES,
  CategoryRenamed: CATEGORIES,
  CategoryRetired: CATEGORIES,
  CategoryReinstated: CATEGORIES,
  CategoriesReordered: CATEGORIES,
};

function reversalOf(
  name: keyof TrackerDetails,
  from: string | null | undefined,
  to: string | null | undefined,
): Reversal<TrackerDetailsChanged> {
  const data = { from: { [name]: to }, to: { [name]: from } };
  return { field: name, what: name, from, to, inverse: { type: 'TrackerDetailsChanged', data } };
}

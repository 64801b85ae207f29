/** The aggregate of trackers: one stream per ledger, named after the tracker's prefix. */
import type { Aggregate } from '../aggregate';
import { assertNever } from '../assert-never';
import { fromFlaw } from '../from-flaw';
import { CATEGORY_RULE, DESCRIPTION_RULE, NAME_RULE, PREFIX_RULE } from '../rules';
import {
  decideTracker,
  evolveTracker,
  NO_TRACKER,
  type TrackerCommand,
  type TrackerEvent,
  type TrackerState,
} from './tracker';
import { accessCommandOf, accessFlaw, MEMBER_RULES, VISIBILITY_RULES } from './tracker-access';
import { archiveFlaw } from './tracker-archive';
import { categoryCommandOf, categoryFlaw, isCategoryEvent } from './tracker-categories';
import { TRACKER_UNDO } from './tracker-undo';
import { keepWhatChanged } from './upcasters';

const DETAIL_RULES = { prefix: PREFIX_RULE, name: NAME_RULE, description: DESCRIPTION_RULE };

const MEMBER = { upcasters: [], rules: MEMBER_RULES, userIds: ['userId'] } as const;

export const TRACKER: Aggregate<TrackerState, TrackerCommand, TrackerEvent> = {
  name: 'tracker',
  owns: (stream) => PREFIX_RULE.problem(stream) === undefined,
  initial: NO_TRACKER,
  events: {
    TrackerOpened: { upcasters: [], rules: DETAIL_RULES, userIds: ['managerId'] },
    TrackerDetailsChanged: {
      upcasters: [keepWhatChanged],
      rules: DETAIL_RULES,
      written: ({ to }) => to,
    },
    MemberAdded: MEMBER,
    MemberRoleChanged: MEMBER,
    MemberRemoved: MEMBER,
    VisibilityChanged: { upcasters: [], rules: VISIBILITY_RULES, written: ({ to }) => to },
    TrackerArchived: { upcasters: [], rules: {} },
    TrackerReopened: { upcasters: [], rules: {} },
    CategoryAdded: { upcasters: [], rules: { name: CATEGORY_RULE } },
    CategoryRenamed: { upcasters: [], rules: { key: CATEGORY_RULE, to: CATEGORY_RULE } },
    CategoryRetired: { upcasters: [], rules: { key: CATEGORY_RULE } },
    CategoryReinstated: { upcasters: [], rules: { key: CATEGORY_RULE } },
    CategoriesReordered: { upcasters: [], rules: {} },
  },
  decide: decideTracker,
  evolve: evolveTracker,
  undo: TRACKER_UNDO,
  commandOf(event) {
    if (isCategoryEvent(event)) return categoryCommandOf(event);
    switch (event.type) {
      case 'TrackerOpened':
        return { ...event.data, type: 'OpenTracker' };
      case 'TrackerDetailsChanged':
        return { ...event.data.to, type: 'ChangeTrackerDetails' };
      case 'MemberAdded':
      case 'MemberRoleChanged':
      case 'MemberRemoved':
      case 'VisibilityChanged':
        return accessCommandOf(event);
      case 'TrackerArchived':
        return { type: 'ArchiveTracker' };
      case 'TrackerReopened':
        return { type: 'ReopenTracker' };
      default:
        return assertNever(event);
    }
  },
  flawOf(tracker, event) {
    if (event.type === 'TrackerOpened') {
      return tracker.exists ? 'a tracker is opened once' : undefined;
    }
    if (!tracker.exists) return 'a tracker is opened before it changes';
    if (event.type === 'TrackerArchived' || event.type === 'TrackerReopened') {
      return archiveFlaw(tracker, event);
    }
    if (isCategoryEvent(event)) return categoryFlaw(tracker, event);
    if (event.type !== 'TrackerDetailsChanged') return accessFlaw(tracker, event);
    const { name, description } = event.data.from;
    return fromFlaw(tracker.name, name) ?? fromFlaw(tracker.description, description);
  },
  nameFlawOf(event, stream) {
    if (event.type !== 'TrackerOpened' || event.data.prefix === stream) return undefined;
    return `the prefix ${stream}, found ${event.data.prefix}`;
  },
};

/**
 * The tracker itself: one stream per ledger, named after its prefix. `decide` refuses a command or
 * returns events, `evolve` folds them; both are pure.
 */
import type { DecisionContext, EventEnvelope } from '../aggregate';
import { assertNever } from '../assert-never';
import { DomainError } from '../domain-error';
import {
  accept,
  acceptSome,
  DESCRIPTION_RULE,
  NAME_RULE,
  PREFIX_RULE,
  requireSome,
  STORED_NAME_RULE,
  USER_ID_RULE,
} from '../rules';
import {
  decideArchive,
  requireNotArchived,
  type ArchiveCommand,
  type ArchiveEvent,
  type TrackerArchive,
} from './tracker-archive';
import {
  decideAccess,
  evolveAccess,
  OPEN_TO_ALL,
  type AccessCommand,
  type AccessEvent,
  VISIBILITY_RULES,
  type TrackerAccess,
  type TrackerVisibility,
} from './tracker-access';
import {
  decideCategory,
  evolveCategories,
  isCategoryEvent,
  type CategoryCommand,
  type CategoryEvent,
  type TrackerCategories,
} from './tracker-categories';
import { wantCategories, type WantedCategory } from './wanted-categories';

export interface TrackerDetails {
  readonly name: string;
  readonly description: string | null;
}

export interface TrackerOpened {
  readonly type: 'TrackerOpened';
  readonly data: TrackerDetails & {
    readonly prefix: string;
    /** Who manages it from then on; trackers that are older than roles have nobody. */
    readonly managerId?: number;
  };
}

export interface TrackerDetailsChanged {
  readonly type: 'TrackerDetailsChanged';
  /** Only the changed fields. */
  readonly data: { readonly from: Partial<TrackerDetails>; readonly to: Partial<TrackerDetails> };
}

export type TrackerEvent =
  TrackerOpened | TrackerDetailsChanged | AccessEvent | ArchiveEvent | CategoryEvent;

export interface OpenTracker {
  readonly type: 'OpenTracker';
  readonly prefix: string;
  readonly name: string;
  readonly description: string | null;
  readonly managerId?: number;
}

export interface ChangeTrackerDetails {
  readonly type: 'ChangeTrackerDetails';
  readonly name?: string;
  readonly description?: string | null;
}

export type TrackerCommand =
  OpenTracker | ChangeTrackerDetails | AccessCommand | ArchiveCommand | CategoryCommand;

export type TrackerState =
  | { readonly exists: false }
  | ({ readonly exists: true; readonly prefix: string } & TrackerDetails &
      TrackerAccess &
      TrackerArchive &
      TrackerCategories);

export const NO_TRACKER: TrackerState = { exists: false };

/**
 * Decides a command on a tracker.
 *
 * @returns the events to append; none when nothing changes
 * @throws DomainError VALIDATION_ERROR, NOT_FOUND (unknown tracker), CONFLICT (prefix taken)
 */
export function decideTracker(
  state: TrackerState,
  command: TrackerCommand,
  { rules = 'entered' }: Pick<DecisionContext, 'rules'> = {},
): readonly TrackerEvent[] {
  switch (command.type) {
    case 'OpenTracker':
      return open(state, command, DETAIL_RULES[rules]);
    case 'ChangeTrackerDetails':
      return changeDetails(state, command, DETAIL_RULES[rules]);
    case 'AddMember':
    case 'ChangeMemberRole':
    case 'RemoveMember':
    case 'ChangeVisibility':
      if (!state.exists) throw trackerMissing();
      return decideAccess(state, command);
    case 'ArchiveTracker':
    case 'ReopenTracker':
      if (!state.exists) throw trackerMissing();
      return decideArchive(state, command);
    case 'AddCategory':
    case 'RenameCategory':
    case 'RetireCategory':
    case 'ReinstateCategory':
    case 'ReorderCategories':
      if (!state.exists) throw trackerMissing();
      return decideCategory(state, command);
    default:
      return assertNever(command);
  }
}

/** Everything about a tracker that one request may change. */
export type TrackerChanges = Partial<TrackerDetails> &
  Partial<TrackerVisibility> & {
    readonly archived?: boolean;
    /** All of them, and new ones. */
    readonly categories?: readonly WantedCategory[];
  };

/**
 * Decides changes of details, of categories, of who sees a tracker and of whether it is archived as one
 * command: what is reopened can be changed, and what is archived was changed before.
 *
 * @throws DomainError VALIDATION_ERROR, NOT_FOUND
 */
export function changeTracker(
  state: TrackerState,
  changes: TrackerChanges,
): readonly TrackerEvent[] {
  const { visibility, organisationRole, archived, categories, ...details } = changes;
  requireSome(changes, CHANGEABLE);
  const isSeen = visibility !== undefined || organisationRole !== undefined;
  const isDetailed = Object.keys(details).length > 0;
  const shared = {
    ...(visibility === undefined ? {} : { visibility }),
    ...(organisationRole === undefined ? {} : { organisationRole }),
  };
  const reopened = archived === false ? decideTracker(state, { type: 'ReopenTracker' }) : [];
  const open = reopened.length > 0 && state.exists ? { ...state, isArchived: false } : state;
  return [
    ...reopened,
    ...(isDetailed ? decideTracker(open, { type: 'ChangeTrackerDetails', ...details }) : []),
    ...(categories === undefined ? [] : changeCategories(open, categories)),
    ...(isSeen ? decideTracker(open, { type: 'ChangeVisibility', ...shared }) : []),
    ...(archived === true ? decideTracker(open, { type: 'ArchiveTracker' }) : []),
  ];
}

const changeCategories = (
  state: TrackerState,
  categories: readonly WantedCategory[],
): readonly TrackerEvent[] => {
  if (!state.exists) throw trackerMissing();
  const events = wantCategories(state, categories);
  if (events.length > 0) requireNotArchived(state);
  return events;
};

/** Folds one event into the state of a tracker. */
export function evolveTracker(
  state: TrackerState,
  event: TrackerEvent,
  envelope: Pick<EventEnvelope, 'version'>,
): TrackerState {
  if (event.type === 'TrackerOpened') {
    const { managerId, ...details } = event.data;
    const { version: entry } = envelope;
    const members =
      managerId === undefined ? [] : [{ userId: managerId, role: 'manager', entry } as const];
    return { exists: true, ...details, ...OPEN_TO_ALL, members, isArchived: false };
  }
  if (!state.exists) return state;
  if (event.type === 'TrackerDetailsChanged') return { ...state, ...event.data.to };
  if (event.type === 'TrackerArchived') return { ...state, isArchived: true };
  if (event.type === 'TrackerReopened') return { ...state, isArchived: false };
  if (isCategoryEvent(event)) return evolveCategories(state, event);
  return evolveAccess(state, event, envelope);
}

const trackerMissing = (): DomainError => new DomainError('NOT_FOUND', 'Tracker not found');

const DETAIL_RULES = {
  entered: { name: NAME_RULE, description: DESCRIPTION_RULE },
  stored: { name: STORED_NAME_RULE, description: DESCRIPTION_RULE },
};
type DetailRules = (typeof DETAIL_RULES)['entered'];

const CHANGEABLE = {
  ...DETAIL_RULES.entered,
  ...VISIBILITY_RULES,
  archived: null,
  categories: null,
};

function open(
  state: TrackerState,
  { type: _, managerId, ...command }: OpenTracker,
  rules: DetailRules,
): readonly TrackerEvent[] {
  const data = accept({ prefix: PREFIX_RULE, ...rules }, command);
  if (state.exists) {
    // Without its name: who opens a tracker need not see the other one.
    throw new DomainError(
      'CONFLICT',
      `Expected an unused prefix, found ${data.prefix}, which is taken`,
    );
  }
  if (managerId === undefined) return [{ type: 'TrackerOpened', data }];
  const manager = accept({ managerId: USER_ID_RULE }, { managerId });
  return [{ type: 'TrackerOpened', data: { ...data, ...manager } }];
}

function changeDetails(
  state: TrackerState,
  { type: _, ...command }: ChangeTrackerDetails,
  rules: DetailRules,
): readonly TrackerEvent[] {
  if (!state.exists) throw trackerMissing();
  requireSome(command, rules);
  const { name, description } = acceptSome<TrackerDetails>(rules, command);
  const isRenamed = name !== undefined && name !== state.name;
  const isDescribed = description !== undefined && description !== state.description;
  if (!isRenamed && !isDescribed) return [];
  requireNotArchived(state);
  const from: Partial<TrackerDetails> = {
    ...(isRenamed ? { name: state.name } : {}),
    ...(isDescribed ? { description: state.description } : {}),
  };
  const to: Partial<TrackerDetails> = {
    ...(isRenamed ? { name } : {}),
    ...(isDescribed ? { description } : {}),
  };
  return [{ type: 'TrackerDetailsChanged', data: { from, to } }];
}

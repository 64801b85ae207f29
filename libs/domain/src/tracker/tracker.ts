/**
 * The tracker itself: one stream per ledger, named after its prefix. `decide` refuses a command or
 * returns events, `evolve` folds them; both are pure.
 */
import type { DecisionContext } from '../aggregate';
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
} from '../rules';

export interface TrackerDetails {
  readonly name: string;
  readonly description: string | null;
}

export interface TrackerOpened {
  readonly type: 'TrackerOpened';
  readonly data: TrackerDetails & { readonly prefix: string };
}

export interface TrackerDetailsChanged {
  readonly type: 'TrackerDetailsChanged';
  /** Only the changed fields. */
  readonly data: { readonly from: Partial<TrackerDetails>; readonly to: Partial<TrackerDetails> };
}

export type TrackerEvent = TrackerOpened | TrackerDetailsChanged;

export interface OpenTracker {
  readonly type: 'OpenTracker';
  readonly prefix: string;
  readonly name: string;
  readonly description: string | null;
}

export interface ChangeTrackerDetails {
  readonly type: 'ChangeTrackerDetails';
  readonly name?: string;
  readonly description?: string | null;
}

export type TrackerCommand = OpenTracker | ChangeTrackerDetails;

export type TrackerState =
  | { readonly exists: false }
  | ({ readonly exists: true; readonly prefix: string } & TrackerDetails);

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
    default:
      return assertNever(command);
  }
}

/** Folds one event into the state of a tracker. */
export function evolveTracker(state: TrackerState, event: TrackerEvent): TrackerState {
  switch (event.type) {
    case 'TrackerOpened':
      return { exists: true, ...event.data };
    case 'TrackerDetailsChanged':
      return state.exists ? { ...state, ...event.data.to } : state;
    default:
      return assertNever(event);
  }
}

const DETAIL_RULES = {
  entered: { name: NAME_RULE, description: DESCRIPTION_RULE },
  stored: { name: STORED_NAME_RULE, description: DESCRIPTION_RULE },
};
type DetailRules = (typeof DETAIL_RULES)['entered'];

function open(
  state: TrackerState,
  { type: _, ...command }: OpenTracker,
  rules: DetailRules,
): readonly TrackerEvent[] {
  const data = accept({ prefix: PREFIX_RULE, ...rules }, command);
  if (state.exists) {
    throw new DomainError(
      'CONFLICT',
      `Expected an unused prefix, found ${data.prefix}, which belongs to "${state.name}"`,
    );
  }
  return [{ type: 'TrackerOpened', data }];
}

function changeDetails(
  state: TrackerState,
  { type: _, ...command }: ChangeTrackerDetails,
  rules: DetailRules,
): readonly TrackerEvent[] {
  if (!state.exists) throw new DomainError('NOT_FOUND', 'Tracker not found');
  requireSome(command, rules);
  const { name, description } = acceptSome<TrackerDetails>(rules, command);
  const isRenamed = name !== undefined && name !== state.name;
  const isDescribed = description !== undefined && description !== state.description;
  if (!isRenamed && !isDescribed) return [];
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

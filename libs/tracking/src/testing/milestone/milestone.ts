/**
 * A third aggregate, a date that a tracker works towards. It tests that an aggregate needs only a
 * folder and a line in the registry.
 */
import {
  assertNever,
  DATE_RULE,
  DomainError,
  TITLE_RULE,
  USER_ID_RULE,
  type Aggregate,
  type PlainDate,
} from '@action-tracker/domain';

interface MilestoneSet {
  readonly type: 'MilestoneSet';
  readonly data: { readonly title: string; readonly day: PlainDate; readonly ownerId: number };
}

interface MilestoneMoved {
  readonly type: 'MilestoneMoved';
  readonly data: { readonly from: PlainDate; readonly to: PlainDate };
}

export type MilestoneEvent = MilestoneSet | MilestoneMoved;

export type MilestoneCommand =
  | ({ readonly type: 'SetMilestone' } & MilestoneSet['data'])
  | { readonly type: 'MoveMilestone'; readonly day: PlainDate };

type MilestoneState = (MilestoneSet['data'] & { readonly movedById: number | null }) | null;

/** Its streams are named `AD-M1`, `AD-M2`, … */
export const MILESTONE: Aggregate<MilestoneState, MilestoneCommand, MilestoneEvent> = {
  name: 'milestone',
  owns: (stream) => /^[A-Z]{2,5}-M[1-9]\d*$/.test(stream),
  initial: null,
  events: {
    MilestoneSet: {
      upcasters: [],
      rules: { title: TITLE_RULE, day: DATE_RULE, ownerId: USER_ID_RULE },
      userIds: ['ownerId'],
    },
    // Version 1 named the fields `before` and `after`.
    MilestoneMoved: { upcasters: [fromBeforeAndAfter], rules: { to: DATE_RULE } },
  },
  decide(milestone, command) {
    if (command.type === 'SetMilestone') {
      if (milestone) throw new DomainError('CONFLICT', 'The milestone is set');
      const { title, day, ownerId } = command;
      return [{ type: 'MilestoneSet', data: { title, day, ownerId } }];
    }
    if (!milestone) throw new DomainError('NOT_FOUND', 'Milestone not found');
    if (command.day === milestone.day) return [];
    return [{ type: 'MilestoneMoved', data: { from: milestone.day, to: command.day } }];
  },
  evolve(milestone, event, { actorId }) {
    switch (event.type) {
      case 'MilestoneSet':
        return { ...event.data, movedById: null };
      case 'MilestoneMoved':
        return milestone && { ...milestone, day: event.data.to, movedById: actorId };
      default:
        return assertNever(event);
    }
  },
  undo: {
    MilestoneSet: { none: 'a milestone that was set stays' },
    MilestoneMoved: {
      reverse: ({ from, to }) => {
        const inverse = { type: 'MilestoneMoved', data: { from: to, to: from } } as const;
        return [{ field: 'day', what: 'day', from, to, inverse }];
      },
    },
  },
  commandOf(event) {
    switch (event.type) {
      case 'MilestoneSet':
        return { ...event.data, type: 'SetMilestone' };
      case 'MilestoneMoved':
        return { type: 'MoveMilestone', day: event.data.to };
      default:
        return assertNever(event);
    }
  },
  flawOf(milestone, event) {
    if (event.type === 'MilestoneSet') return milestone ? 'a milestone is set once' : undefined;
    if (!milestone) return 'a milestone is set before it moves';
    return event.data.from === milestone.day ? undefined : `from ${milestone.day}, which it was`;
  },
  nameFlawOf: () => undefined,
};

function fromBeforeAndAfter(data: unknown): unknown {
  const { before: from, after: to } = data as { before: string; after: string };
  return { from, to };
}

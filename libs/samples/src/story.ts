/**
 * Generates the history of a sample item: created, worked on, sometimes blocked, late or handed
 * over, mostly finished. Pure and reproducible: the same item and day give the same history.
 */
import type { PlainDate, Priority, Status } from '@action-tracker/contracts';
import { Dice } from './dice';
import { COMMENTS, DELAY_NOTES, DELAY_REASONS, NOTES, REASSIGNMENT_NOTES } from './phrases';
import type { SampleTracker } from './sample-tracker';
import { addDays, workingTimes } from './working-times';

export type Step = { readonly at: string; readonly actor: string } & (
  | { readonly kind: 'status'; readonly status: Status; readonly comment: string | null }
  | { readonly kind: 'note'; readonly content: string }
  | { readonly kind: 'due'; readonly dueDate: PlainDate; readonly reason: string }
  | { readonly kind: 'owner'; readonly owner: string }
);

/** People are identified by e-mail address. */
export interface Story {
  readonly createdAt: string;
  readonly creator: string;
  readonly owner: string;
  readonly priority: Priority;
  readonly dueDate: PlainDate | null;
  readonly steps: readonly Step[];
}

type Deed = Step extends infer S ? (S extends Step ? Omit<S, 'at' | 'actor'> : never) : never;

/** The items of a tracker are created over this many days up to today. */
const HISTORY_DAYS = 160;

const PATHS: readonly (readonly Status[])[] = [
  ['In Progress', 'Complete'],
  ['Not Started', 'In Progress', 'TBC', 'Complete'],
  ['In Progress', 'Blocked', 'In Progress', 'Complete'],
  ['Not Started', 'In Progress', 'Complete'],
];
const OPEN_PATHS: readonly (readonly Status[])[] = [
  [],
  ['Not Started'],
  ['In Progress'],
  ['Not Started', 'In Progress'],
  ['In Progress', 'Blocked'],
  ['In Progress', 'TBC'],
  ['Not Started', 'In Progress', 'Blocked', 'In Progress'],
  ['Blocked'],
];

/**
 * @param index place of the item in the tracker, from 0
 * @param today the day before which everything has happened
 */
export function storyOf(tracker: SampleTracker, index: number, today: PlainDate): Story {
  const dice = new Dice(`${tracker.prefix}-${index}`);
  const people = tracker.people.map(({ email }) => email);
  const age = 1 - index / tracker.titles.length;
  const createdDaysAgo = Math.max(2, Math.round(HISTORY_DAYS * age));
  const [creator, owner] = [dice.pick(people), dice.pick(people)];
  const dueInDays = dice.between(10, 55);
  const isDated = dice.isHit(0.88);
  const createDate = addDays(today, -createdDaysAgo);
  const dueDate = isDated ? addDays(createDate, dueInDays) : null;
  const reason = new Dice(`${tracker.prefix}-${index}/reason`).pick(DELAY_REASONS);
  const plot = { dice, reason, owner, dueDate, today, isOld: age > 0.35 };
  const deeds = deedsOf(tracker, index, plot);
  const times = workingTimes(dice, { from: createDate, to: today, count: deeds.length + 1 });
  return {
    createdAt: times[0] ?? '',
    creator,
    owner,
    priority: dice.pick(['High', 'High', 'Medium', 'Medium', 'Medium', 'Low'] as const),
    dueDate,
    steps: deeds.map((deed, step) => ({
      ...deed,
      at: times[step + 1] ?? '',
      actor: dice.isHit(0.6) ? owner : creator,
    })),
  };
}

interface Plot {
  readonly dice: Dice;
  /** Apart from the dice, whose numbers decide everything else about the story. */
  readonly reason: string;
  readonly owner: string;
  readonly dueDate: PlainDate | null;
  readonly today: PlainDate;
  readonly isOld: boolean;
}

/** What happens to the item, in order; the times are chosen afterwards. */
function deedsOf(tracker: SampleTracker, index: number, plot: Plot): readonly Deed[] {
  const { dice, isOld } = plot;
  const isDone = isOld && dice.isHit(0.62);
  const [category] = tracker.titles[index] ?? ['Systems'];
  const unused = [...NOTES[category]];
  const progress = dice.pick(isDone ? PATHS : OPEN_PATHS).flatMap((status): readonly Deed[] => {
    const change = { kind: 'status', status, comment: dice.pick(COMMENTS[status]) } as const;
    if (!dice.isHit(0.55)) return [change];
    const [content = ''] = unused.splice(dice.between(0, unused.length - 1), 1);
    const note = { kind: 'note', content } as const;
    return status !== 'Complete' && dice.isHit(0.5) ? [change, note] : [note, change];
  });
  const setbacks = [...handover(tracker, plot), ...delay(plot, isDone)];
  // Nothing goes wrong before work has started.
  return [...progress.slice(0, 1), ...setbacks, ...progress.slice(1)].slice(
    0,
    isOld ? undefined : 3,
  );
}

/** Half of the late open items get a new due date; the others are for a review to find. */
function delay({ dice, dueDate, today, reason }: Plot, isDone: boolean): readonly Deed[] {
  if (dueDate === null) return [];
  const isLate = !isDone && dueDate < today;
  if (!dice.isHit(isLate ? 0.5 : 0.2)) return [];
  const to = isLate ? addDays(today, dice.between(2, 40)) : addDays(dueDate, dice.between(7, 45));
  return [
    { kind: 'due', dueDate: to, reason },
    { kind: 'note', content: dice.pick(DELAY_NOTES) },
  ];
}

function handover(tracker: SampleTracker, { dice, owner }: Plot): readonly Deed[] {
  if (!dice.isHit(0.2)) return [];
  const others = tracker.people.filter(({ email }) => email !== owner);
  return [
    { kind: 'owner', owner: dice.pick(others).email },
    { kind: 'note', content: dice.pick(REASSIGNMENT_NOTES) },
  ];
}

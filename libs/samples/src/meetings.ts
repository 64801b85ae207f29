/** The weekly meetings of a sample tracker: pure and reproducible, like the stories of its items. */
import type { PlainDate } from '@action-tracker/contracts';
import { MEETING_MINUTES, MEETING_NOTES } from './phrases';
import type { SampleTracker } from './sample-tracker';
import type { Story } from './story';
import { addDays, dayOf, lastWeekday, minutesAfter } from './working-times';

/** A note that was taken in a meeting. Items are identified by their number. */
interface MeetingNote {
  readonly number: number;
  readonly at: string;
  readonly content: string;
}

/** People are identified by e-mail address. */
export interface Meeting {
  readonly name: string;
  readonly heldOn: PlainDate;
  readonly opensAt: string;
  readonly closesAt: string;
  readonly participants: readonly string[];
  /** Numbers of the items, each with the time when it was marked. */
  readonly discussed: readonly { readonly number: number; readonly at: string }[];
  readonly notes: readonly MeetingNote[];
  readonly minutes: string;
}

/** Days before today. The newest item is younger than the last meeting, so that its agenda is not empty. */
const DAYS_AGO = [21, 7];
const DISCUSSED_ITEMS = 8;
const MINUTES_PER_ITEM = 5;
const LASTS_MINUTES = 50;

/** @param today the day before which everything has happened */
export const meetingsOf = (
  tracker: SampleTracker,
  stories: readonly Story[],
  today: PlainDate,
): readonly Meeting[] =>
  DAYS_AGO.map((days, index) => {
    const heldOn = lastWeekday(addDays(today, -days));
    const opensAt = `${heldOn}T14:00:00.000Z`;
    const discussed = openAt(stories, opensAt)
      .slice(0, DISCUSSED_ITEMS)
      .map((number, place) => ({
        number,
        at: minutesAfter(opensAt, MINUTES_PER_ITEM * place + 1),
      }));
    return {
      ...{ name: `Weekly with ${tracker.name}`, heldOn, opensAt },
      closesAt: minutesAfter(opensAt, LASTS_MINUTES),
      participants: tracker.people.slice(index, 3 + index).map(({ email }) => email),
      discussed,
      notes: (MEETING_NOTES[index] ?? []).flatMap((content, place) => {
        const item = discussed[place];
        return item ? [{ number: item.number, at: minutesAfter(item.at, 1), content }] : [];
      }),
      minutes: MEETING_MINUTES[index] ?? '',
    };
  });

/** Numbers of the items that were open at a moment, those due first in front. */
function openAt(stories: readonly Story[], at: string): readonly number[] {
  const items = stories.map((story, index) => ({ number: index + 1, ...stateAt(story, at) }));
  return items
    .filter(({ isOpen }) => isOpen)
    .toSorted((one, other) => (one.due < other.due ? -1 : one.due > other.due ? 1 : 0))
    .map(({ number }) => number);
}

function stateAt(story: Story, at: string) {
  const steps = story.steps.filter((step) => step.at < at);
  const status = steps.findLast((step) => step.kind === 'status')?.status;
  const dueDate = steps.findLast((step) => step.kind === 'due')?.dueDate ?? story.dueDate;
  const exists = dayOf(story.createdAt) < dayOf(at);
  return { isOpen: exists && status !== 'Complete', due: dueDate ?? '9999-12-31' };
}

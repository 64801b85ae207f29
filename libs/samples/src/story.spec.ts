import { ASTRO_DIGITAL } from './astro-digital';
import { meetingsOf } from './meetings';
import { ROCKET_LAB } from './rocket-lab';
import { SPACEX } from './spacex';
import { storyOf } from './story';

const TODAY = '2026-11-20';
const TRACKERS = [ASTRO_DIGITAL, SPACEX, ROCKET_LAB];
const STORIES = TRACKERS.flatMap((tracker) =>
  tracker.titles.map((_, index) => storyOf(tracker, index, TODAY)),
);

describe('the sample stories', () => {
  it('are the same for the same day', () => {
    expect(storyOf(SPACEX, 7, TODAY)).toEqual(storyOf(SPACEX, 7, TODAY));
  });

  it('happen in order, before today, on weekdays', () => {
    for (const { createdAt, steps } of STORIES) {
      const times = [createdAt, ...steps.map(({ at }) => at)];
      expect(times).toEqual([...times].sort());
      for (const time of times) {
        expect(time < TODAY).toBe(true);
        expect([0, 6]).not.toContain(new Date(time).getUTCDay());
      }
    }
  });

  it('cover every status, moved dates, handovers and items without a date', () => {
    const steps = STORIES.flatMap((story) => story.steps);
    const statuses = steps.flatMap((step) => (step.kind === 'status' ? [step.status] : []));
    expect(new Set(statuses)).toEqual(
      new Set(['Not Started', 'In Progress', 'TBC', 'Complete', 'Blocked']),
    );
    expect(new Set(steps.map(({ kind }) => kind))).toEqual(
      new Set(['status', 'note', 'due', 'owner']),
    );
    expect(STORIES.some(({ dueDate }) => dueDate === null)).toBe(true);
    expect(STORIES.some((story) => story.steps.length === 0)).toBe(true);
  });

  it('never repeat a title or leave a note empty', () => {
    const titles = TRACKERS.flatMap((tracker) => tracker.titles.map(([, title]) => title));
    expect(new Set(titles).size).toBe(titles.length);
    const notes = STORIES.flatMap(({ steps }) =>
      steps.flatMap((step) => (step.kind === 'note' ? [step.content] : [])),
    );
    expect(notes).not.toContain('');
  });
});

describe('the meetings of a sample tracker', () => {
  const MEETINGS = TRACKERS.map((tracker) => {
    const stories = tracker.titles.map((_, index) => storyOf(tracker, index, TODAY));
    return { stories, meetings: meetingsOf(tracker, stories, TODAY) };
  });

  it('are two, on weekdays, one after the other', () => {
    for (const { meetings } of MEETINGS) {
      expect(meetings.map(({ heldOn }) => heldOn)).toEqual(['2026-10-30', '2026-11-13']);
      for (const { opensAt, closesAt, discussed, notes } of meetings) {
        const times = [...discussed, ...notes].map(({ at }) => at);
        expect(times.every((at) => opensAt < at && at < closesAt)).toBe(true);
        expect(notes).toHaveLength(3);
      }
    }
  });

  it('discuss only items that are there, and leave something for after the last one', () => {
    for (const { stories, meetings } of MEETINGS) {
      for (const { opensAt, discussed } of meetings) {
        expect(discussed).toHaveLength(8);
        const created = discussed.map(({ number }) => stories[number - 1]?.createdAt ?? '');
        expect(created.every((at) => at < opensAt)).toBe(true);
      }
      const last = stories.at(-1)?.createdAt ?? '';
      expect(last > (meetings.at(-1)?.closesAt ?? '')).toBe(true);
    }
  });
});

import { REGISTRY } from '../registry';
import { NO_TRACKER, type TrackerEvent, type TrackerState } from './tracker';
import { TRACKER } from './tracker-aggregate';

const ASTRO: TrackerState = {
  ...{ exists: true, prefix: 'AD', name: 'Astro', description: null },
  ...{ visibility: 'organisation', organisationRole: 'editor', members: [], isArchived: false },
};
const opened: TrackerEvent = {
  type: 'TrackerOpened',
  data: { prefix: 'AD', name: 'A', description: null },
};
const renamed = (from: { name?: string; description?: string | null }): TrackerEvent => ({
  type: 'TrackerDetailsChanged',
  data: { from, to: {} },
});

it.each([
  [NO_TRACKER, opened],
  [ASTRO, renamed({ name: 'Astro' })],
  [ASTRO, renamed({ description: null })],
])('has no flaw in an event that follows from those before it: %#', (before, event) => {
  expect(TRACKER.flawOf(before, event)).toBeUndefined();
});

it.each([
  [ASTRO, opened, 'a tracker is opened once'],
  [NO_TRACKER, renamed({ name: 'A' }), 'a tracker is opened before it changes'],
  [ASTRO, renamed({ name: 'Other' }), 'from "Astro", which it was'],
  [ASTRO, renamed({ description: 'x' }), 'from null, which it was'],
])('says what an event should have been: %#', (before, event, flaw) => {
  expect(TRACKER.flawOf(before, event)).toBe(flaw);
});

it('says what the rules of today would refuse in what was changed', () => {
  const change = (to: { name: string }) =>
    REGISTRY.refusedToday({
      type: 'TrackerDetailsChanged',
      schemaVersion: 2,
      data: { from: { name: '\u202eA' }, to },
    });
  expect(change({ name: 'Astro' })).toBeUndefined();
  expect(change({ name: '\u202eA' })).toContain(
    'name: expected text without bidirectional control characters',
  );
});

it.each([
  ['AD', true],
  ['AD-001', false],
  ['ad', false],
  ['ABCDEF', false],
])('has the stream %s: %s', (stream, isOne) => {
  expect(TRACKER.owns(stream)).toBe(isOne);
});

it('has the stream that is named after its prefix', () => {
  expect(TRACKER.nameFlawOf(opened, 'AD')).toBeUndefined();
  expect(TRACKER.nameFlawOf(renamed({}), 'SP')).toBeUndefined();
  expect(TRACKER.nameFlawOf(opened, 'SP')).toBe('the prefix SP, found AD');
});

it('decides its events again from the commands that they come from', () => {
  const context = { today: '', nextNumber: 1, isUser: () => true };
  expect(TRACKER.decide(NO_TRACKER, TRACKER.commandOf(opened), context)).toEqual([opened]);
  const change: TrackerEvent = {
    type: 'TrackerDetailsChanged',
    data: { from: { name: 'Astro' }, to: { name: 'Astro Digital' } },
  };
  expect(TRACKER.decide(ASTRO, TRACKER.commandOf(change), context)).toEqual([change]);
});

import { DomainError } from '../domain-error';
import { changeTracker, evolveTracker, NO_TRACKER, type TrackerState } from './tracker';
import { TRACKER } from './tracker-aggregate';
import type { ArchiveEvent } from './tracker-archive';

const OPENED: TrackerState = evolveTracker(
  NO_TRACKER,
  { type: 'TrackerOpened', data: { prefix: 'AD', name: 'Astro', description: null } },
  { version: 1 },
);
const ARCHIVING: ArchiveEvent = { type: 'TrackerArchived', data: {} };
const REOPENING: ArchiveEvent = { type: 'TrackerReopened', data: {} };
const ARCHIVED = evolveTracker(OPENED, ARCHIVING, { version: 2 });

const typesOf = (state: TrackerState, changes: Parameters<typeof changeTracker>[1]) =>
  changeTracker(state, changes).map(({ type }) => type);

function refusalOf(state: TrackerState, changes: Parameters<typeof changeTracker>[1]) {
  try {
    return typesOf(state, changes).join();
  } catch (error) {
    if (error instanceof DomainError) return error.code;
    throw error;
  }
}

it('is archived and reopened, each once', () => {
  expect(typesOf(OPENED, { archived: true })).toEqual(['TrackerArchived']);
  expect(typesOf(OPENED, { archived: false })).toEqual([]);
  expect(typesOf(ARCHIVED, { archived: true })).toEqual([]);
  expect(typesOf(ARCHIVED, { archived: false })).toEqual(['TrackerReopened']);
  expect(evolveTracker(ARCHIVED, REOPENING, { version: 3 })).toEqual(OPENED);
});

it('is not described anew while archived, but shared', () => {
  expect(refusalOf(ARCHIVED, { name: 'Other' })).toBe('CONFLICT');
  expect(refusalOf(ARCHIVED, { name: 'Astro' })).toBe('');
  expect(refusalOf(ARCHIVED, { visibility: 'members' })).toBe('VisibilityChanged');
});

it('is changed with the command that archives or reopens it', () => {
  expect(typesOf(ARCHIVED, { name: 'Other', archived: false })).toEqual([
    ...['TrackerReopened', 'TrackerDetailsChanged'],
  ]);
  expect(typesOf(OPENED, { name: 'Other', archived: true })).toEqual([
    ...['TrackerDetailsChanged', 'TrackerArchived'],
  ]);
});

it('does not exist before it is opened', () => {
  expect(refusalOf(NO_TRACKER, { archived: true })).toBe('NOT_FOUND');
  expect(evolveTracker(NO_TRACKER, ARCHIVING, { version: 1 })).toBe(NO_TRACKER);
});

it.each([
  [OPENED, ARCHIVING],
  [ARCHIVED, REOPENING],
])('decides an event again from its command: %#', (state, event) => {
  const context = { today: '', nextNumber: 1, isUser: () => true };
  expect(TRACKER.decide(state, TRACKER.commandOf(event), context)).toEqual([event]);
  expect(TRACKER.flawOf(state, event)).toBeUndefined();
});

it('says what an event should have been', () => {
  expect(TRACKER.flawOf(ARCHIVED, ARCHIVING)).toContain('archived while open');
  expect(TRACKER.flawOf(OPENED, REOPENING)).toContain('reopened after that');
});

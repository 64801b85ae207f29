import type { DomainEvent } from '@action-tracker/domain';
import { replayLine, UNTOUCHED, type ReplayedStream } from './replay-line';

const NOON = '2026-03-01T12:00:00.000Z';
const CONTEXT = { prefix: 'AD', now: '2026-03-02T12:00:00.000Z' };
const OPENED = {
  type: 'TrackerOpened',
  data: { prefix: 'AD', name: 'Astro Digital', description: null },
} satisfies DomainEvent;
const CREATED: DomainEvent = {
  type: 'ItemCreated',
  data: {
    ...{ number: 1, title: 'Calibrate', createDate: '2026-03-01', dueDate: null },
    ...{ category: 'ADCS', ownerId: 1, priority: 'High' },
  },
};

const NOTED: DomainEvent = {
  type: 'NoteAdded',
  data: { noteDate: '2026-03-01', content: 'x' },
};
const OPENED_AS_SP: DomainEvent = { ...OPENED, data: { ...OPENED.data, prefix: 'SP' } };

const replay = (
  stream: string,
  event: DomainEvent,
  { before = UNTOUCHED, occurredAt = NOON }: { before?: ReplayedStream; occurredAt?: string } = {},
) =>
  replayLine(
    before,
    { commandId: 'x', stream, recordedByIds: [1], events: [{ event, actorId: 1, occurredAt }] },
    CONTEXT,
  );

it('follows the lines of a tracker and of an item', () => {
  expect(replay('AD', OPENED).version).toBe(1);
  const item = replay('AD-001', CREATED);
  const moved: DomainEvent = {
    type: 'ItemStatusChanged',
    data: { from: 'New', to: 'Blocked', comment: null },
  };
  expect(replay('AD-001', moved, { before: item })).toMatchObject({
    version: 2,
    state: { aggregate: 'item', state: { status: 'Blocked' } },
  });
});

it.each([
  ['a tracker of an item', 'AD-001', OPENED, 'TrackerOpened cannot happen to AD-001'],
  ['an item of a tracker', 'AD', CREATED, 'ItemCreated cannot happen to AD in tracker AD'],
  ['an item of another tracker', 'SP-001', CREATED, 'cannot happen to SP-001 in tracker AD'],
  ['another number', 'AD-002', CREATED, 'AD-002 cannot have the number of AD-001'],
  ['another prefix', 'AD', OPENED_AS_SP, 'the prefix AD, found SP'],
  ['a note on nothing', 'AD-001', NOTED, 'Action item not found'],
])('refuses %s', (_, stream, event, message) => {
  expect(() => replay(stream, event)).toThrow(message);
});

it('refuses what does not follow from the lines before it', () => {
  const before = replay('AD-001', CREATED);
  const retitled: DomainEvent = { type: 'ItemRetitled', data: { from: 'Another', to: 'Third' } };
  expect(() => replay('AD-001', retitled, { before })).toThrow('does not follow');
});

it('refuses times that run backwards, or are still to come', () => {
  const before = replay('AD-001', CREATED);
  const retitled: DomainEvent = { type: 'ItemRetitled', data: { from: 'Calibrate', to: 'Third' } };
  const earlier = '2026-02-01T12:00:00.000Z';
  expect(() => replay('AD-001', retitled, { before, occurredAt: earlier })).toThrow(earlier);
  const later = '2026-04-01T12:00:00.000Z';
  expect(() => replay('AD-001', retitled, { before, occurredAt: later })).toThrow(later);
});

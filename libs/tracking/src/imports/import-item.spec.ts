import { ImportItemCommand } from './import-item';

const INPUT = {
  title: 'Bolts',
  dueDate: null,
  category: 'Systems',
  ownerId: 1,
  priority: 'Low',
  status: 'Complete',
  createDate: '2026-01-10',
  notes: ['first', 'second', 'rest'].map((content) => ({ noteDate: '2026-01-12', content })),
} as const;
const TIMES = {
  createdAt: '2026-01-10T00:00:00Z',
  statusAt: '2026-02-01T00:00:00Z',
  noteAt: '2026-02-01T00:00:00Z',
};
const ORIGIN = {
  actorId: 2,
  recordedById: 3,
  channel: 'import',
  correlationId: 'c',
  commandId: 'd',
} as const;

const command = (...at: readonly string[]) => {
  const notes = at.map((time, index) => ({ at: time, actorId: index === 0 ? 7 : undefined }));
  return new ImportItemCommand(5, INPUT, { ...TIMES, notes }, ORIGIN, 4);
};

it('writes notes when they were written, before the status if they are older', () => {
  const events = command('2026-01-12T00:00:00Z', '2026-01-26T00:00:00Z').eventsAs(1);
  expect(
    events.map(({ type, occurredAt, actorId }) => [type, occurredAt?.slice(0, 10), actorId]),
  ).toEqual([
    ['ItemCreated', '2026-01-10', undefined],
    ['NoteAdded', '2026-01-12', 7],
    ['NoteAdded', '2026-01-26', undefined],
    ['ItemStatusChanged', '2026-02-01', undefined],
    ['NoteAdded', '2026-02-01', undefined],
  ]);
});

it.each([['2026-01-09T00:00:00Z'], ['2026-03-01T00:00:00Z']])(
  'refuses a note of %s, before the item or in the future',
  (at) => {
    expect(() => command(at).toImport('2026-02-02T00:00:00Z')).toThrow('times in order');
  },
);

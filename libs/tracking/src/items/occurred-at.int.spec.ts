import { AddNoteCommand } from './add-note';
import { ChangeStatusCommand } from './change-status';
import { ImportItemCommand } from '../imports/import-item';
import { ListItemEvents } from './item-events';
import { Application, TITLED } from '../testing/application';
import { Scope } from '../ledger/scope';

const CREATED = '2025-01-01T09:00:00.000Z';
const LATER = '2025-01-05T16:30:00.000Z';

describe('a command that says when it happened', () => {
  let app: Application;

  beforeEach(async () => {
    app = await (await Application.open()).furnish();
    const input = { ...TITLED, createDate: '2025-01-01', status: 'New' } as const;
    const times = { createdAt: CREATED, statusAt: CREATED, noteAt: CREATED };
    await app.command(new ImportItemCommand(1, input, times, app.origin()));
  });

  afterEach(() => app.close());

  const note = (occurredAt?: string) => {
    const origin = app.origin(occurredAt === undefined ? {} : { occurredAt });
    return app.command(new AddNoteCommand('AD-001', { content: 'Called the vendor' }, origin));
  };

  it('is recorded at that time', async () => {
    const input = { status: 'Blocked', comment: null } as const;
    await app.command(new ChangeStatusCommand('AD-001', input, app.origin({ occurredAt: LATER })));
    const events = (await app.query(new ListItemEvents(Scope.everything, 'AD-001'))).items;
    expect(events.map(({ occurred_at }) => occurred_at)).toEqual([CREATED, LATER]);
  });

  it('may happen together with the entry before it', async () => {
    await expect(note(CREATED)).resolves.toMatchObject({ version: 2 });
  });

  it('is refused before the last entry of the item', async () => {
    await note(LATER);
    await expect(note(CREATED)).rejects.toMatchObject({ code: 'VALIDATION_ERROR' });
  });

  it('is refused before an entry that happened when it was recorded', async () => {
    await note();
    await expect(note(LATER)).rejects.toMatchObject({ code: 'VALIDATION_ERROR' });
  });

  it('is refused in the future', async () => {
    await expect(note('2026-03-01T12:00:00.001Z')).rejects.toMatchObject({
      code: 'VALIDATION_ERROR',
    });
  });

  it('is compared as an instant, however it is written', async () => {
    await expect(note('2025-01-01T12:00:00+03:00')).resolves.toMatchObject({ version: 2 });
    await expect(note('2025-01-01T09:00:00Z')).resolves.toMatchObject({ version: 3 });
    await expect(note('2025-01-01T12:00:00+04:00')).rejects.toMatchObject({
      code: 'VALIDATION_ERROR',
    });
  });

  it('is refused when it is no time', async () => {
    await expect(note('some day')).rejects.toMatchObject({ code: 'VALIDATION_ERROR' });
  });

  it('keeps the order inside one batch', async () => {
    const [first, second] = await Promise.allSettled([note(), note(LATER)]);
    expect(first.status).toBe('fulfilled');
    expect(second.status).toBe('rejected');
  });
});

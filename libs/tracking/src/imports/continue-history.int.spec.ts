import type { ItemCommand } from '@action-tracker/domain';
import { CommandIdReused, type CommandOutcome } from '@action-tracker/event-store';
import { expectSoundLedgers } from '@action-tracker/event-store/testing';
import type { Command } from '@nestjs/cqrs';
import { AddNoteCommand } from '../items/add-note';
import { ChangeItemCommand } from '../items/change-item';
import { ChangeStatusCommand } from '../items/change-status';
import { ContinueHistoryCommand } from './continue-history';
import { ImportHistoryCommand, type HistoryStep } from './import-history';
import { GetItem } from '../items/get-item';
import { FindImportedLogs, type FoundLog, type ItemLog } from './imported-logs';
import { ListItemEvents } from '../items/item-events';
import { Application, idOf, TITLED } from '../testing/application';
import { rebuildReadModels } from '../read-tables/rebuild';
import { Scope } from '../ledger/scope';

const AT = (day: number) => `2026-03-${String(day).padStart(2, '0')}T08:00:00.000Z`;
const row = (day: number, ...commands: readonly ItemCommand[]): HistoryStep => ({
  actorId: 2,
  occurredAt: AT(day),
  commands,
});
const to = (status: 'Blocked' | 'Complete'): ItemCommand => ({
  ...{ type: 'ChangeStatus', status, comment: null },
});
const priority = (priority: 'High' | 'Medium' | 'Low'): ItemCommand => ({
  ...{ type: 'ChangeItem', changes: { priority } },
});
const note = (content: string): ItemCommand => ({
  ...{ type: 'AddNote', content, noteDate: '2026-03-01' },
});
const BEGIN = row(1, {
  ...{ type: 'ImportItem', ...TITLED, createDate: '2026-03-01', status: 'New' },
});
const BLOCKED = row(2, to('Blocked'));
const LOWERED = row(5, priority('Low'));
const DONE = row(6, to('Complete'), note('Caller: 9'));

const logOf = (...steps: readonly HistoryStep[]): ItemLog => ({
  times: steps.map(({ occurredAt }) => occurredAt),
  steps: (from, until) => steps.slice(from, until),
  commandId: (part) => idOf(0x1000 + part),
});

describe('a log that is imported again', () => {
  let app: Application;

  beforeEach(async () => {
    app = await (await Application.open()).furnish();
  });

  afterEach(async () => {
    await expectSoundLedgers(app.database.pool);
    await app.close();
  });

  const origin = (commandId: string) =>
    app.origin({ recordedById: 1, channel: 'import', commandId });
  const by = (day: number, command: Command<CommandOutcome>) => app.at(AT(day)).command(command);
  const moved = () =>
    new ChangeStatusCommand('AD-001', { status: 'TBC', comment: null }, app.origin());
  const noted = () => new AddNoteCommand('AD-001', { content: 'Called them' }, app.origin());
  const changed = (changes: ChangeItemCommand['changes']) =>
    new ChangeItemCommand('AD-001', changes, app.origin());
  const take = (log: ItemLog) =>
    by(2, new ImportHistoryCommand(1, log.steps(0, log.times.length), origin(log.commandId(0))));
  const find = async (log: ItemLog, recordedById = 1) => {
    const query = new FindImportedLogs(Scope.everything, 1, [
      { itemId: 'AD-001', log, recordedById },
    ]);
    return (await app.query(query)).get('AD-001');
  };
  const found = async (log: ItemLog) => {
    const known = await find(log);
    if (!known) throw new Error('Expected a log that begins as the ledger says');
    return known;
  };
  const rest = (log: ItemLog, { rows, parts, version }: FoundLog) => {
    const steps = log.steps(rows, log.times.length);
    return new ContinueHistoryCommand('AD-001', steps, origin(log.commandId(parts)), version);
  };
  const grow = async (...steps: readonly HistoryStep[]) => {
    app.at(AT(20));
    const log = logOf(...steps);
    return app.command(rest(log, await found(log)));
  };
  const entries = async () =>
    (await app.query(new ListItemEvents(Scope.everything, 'AD-001'))).items.map(
      ({ type, from, to: after, occurred_at }) => [
        type,
        ...Object.values(from ?? {}),
        ...(type === 'ItemCreated' ? [] : [Object.values(after)[0]]),
        occurred_at.slice(8, 10),
      ],
    );

  it('is known by what it says', async () => {
    expect(await find(logOf(BEGIN))).toBeUndefined();
    await take(logOf(BEGIN, BLOCKED));
    const known = { rows: 2, parts: 1, version: 2, lastAt: AT(2) };
    expect(await find(logOf(BEGIN, BLOCKED))).toEqual(known);
    expect(await find(logOf(BEGIN, BLOCKED, LOWERED, DONE))).toEqual(known);
  });

  it.each([
    ['fewer rows', logOf(BEGIN)],
    ['another time', logOf(BEGIN, { ...BLOCKED, occurredAt: AT(3) })],
    ['another person', logOf({ ...BEGIN, actorId: 1 }, BLOCKED)],
    ['another status', logOf(BEGIN, row(2, to('Complete')), DONE)],
    ['a row in between', logOf(BEGIN, row(2, priority('Low')), BLOCKED)],
  ])('is distinguished from one with %s', async (_, other) => {
    await take(logOf(BEGIN, BLOCKED));
    expect(await find(other, 3)).toBeUndefined();
  });

  it('adds its new rows in one command, with their times and people, as often as it grows', async () => {
    await take(logOf(BEGIN, BLOCKED));
    const outcome = await grow(BEGIN, BLOCKED, LOWERED);
    expect(outcome).toMatchObject({ stream: 'AD-001', versionBefore: 2, version: 3 });
    await grow(BEGIN, BLOCKED, LOWERED, DONE);
    expect(await entries()).toEqual([
      ['ItemCreated', '01'],
      ['ItemStatusChanged', 'New', 'Blocked', '02'],
      ['ItemReprioritised', 'High', 'Low', '05'],
      ['ItemStatusChanged', 'Blocked', 'Complete', '06'],
      ['NoteAdded', 'Caller: 9', '06'],
    ]);
    const events = (await app.query(new ListItemEvents(Scope.everything, 'AD-001'))).items;
    expect(new Set(events.map((event) => event.command_id)).size).toBe(3);
    expect(events.map((event) => event.actor_id)).toEqual([2, 2, 2, 2, 2]);
    const whole = logOf(BEGIN, BLOCKED, LOWERED, DONE);
    expect(await find(whole)).toEqual({ rows: 4, parts: 3, version: 5, lastAt: AT(6) });
    expect(await find(logOf(BEGIN, BLOCKED, LOWERED))).toBeUndefined();
    expect(await find(logOf(BEGIN, BLOCKED, DONE))).toBeUndefined();
    const live = await app.query(new GetItem(Scope.everything, 'AD-001'));
    await rebuildReadModels(app.database.pool);
    expect(await app.query(new GetItem(Scope.everything, 'AD-001'))).toEqual(live);
  });

  it('is known when people have changed the item since', async () => {
    await take(logOf(BEGIN, BLOCKED));
    await grow(BEGIN, BLOCKED, LOWERED);
    await by(20, moved());
    const known = { rows: 3, parts: 2, version: 4, lastAt: AT(20) };
    expect(await find(logOf(BEGIN, BLOCKED, LOWERED))).toEqual(known);
  });

  it('changes what its rows change, and leaves what people have changed', async () => {
    await take(logOf(BEGIN));
    await by(3, changed({ priority: 'Medium', title: 'Renamed' }));
    await by(3, moved());
    await grow(BEGIN, LOWERED, DONE);
    expect((await entries()).slice(4)).toEqual([
      ['ItemReprioritised', 'Medium', 'Low', '05'],
      ['ItemStatusChanged', 'TBC', 'Complete', '06'],
      ['NoteAdded', 'Caller: 9', '06'],
    ]);
    expect(await app.query(new GetItem(Scope.everything, 'AD-001'))).toMatchObject({
      title: 'Renamed',
    });
    expect(await find(logOf(BEGIN, LOWERED, DONE))).toMatchObject({ rows: 3, parts: 2 });
  });

  it('does not repeat what an item was at that time anyway', async () => {
    await take(logOf(BEGIN));
    await by(3, changed({ priority: 'Low' }));
    await by(7, changed({ priority: 'Medium' }));
    const raised = row(8, priority('High'));
    const reopened = row(9, to('Blocked'));
    expect(await find(logOf(BEGIN, LOWERED))).toMatchObject({ rows: 2, parts: 1 });
    await grow(BEGIN, LOWERED, raised);
    expect((await entries()).slice(3)).toEqual([['ItemReprioritised', 'Medium', 'High', '08']]);
    expect(await find(logOf(BEGIN, LOWERED, raised))).toMatchObject({ rows: 3, parts: 2 });
    await grow(BEGIN, LOWERED, raised, reopened);
    expect((await entries()).slice(4)).toEqual([['ItemStatusChanged', 'New', 'Blocked', '09']]);
  });

  it('refuses what happened before the last entry of the item, or is to come', async () => {
    await take(logOf(BEGIN));
    await by(7, noted());
    for (const late of [LOWERED, row(21, to('Blocked'))]) {
      await expect(grow(BEGIN, late)).rejects.toMatchObject({
        code: 'VALIDATION_ERROR',
        message: expect.stringMatching(`^occurred_at: expected a time from ${AT(7)} to ${AT(20)}`),
      });
    }
    expect(await entries()).toHaveLength(2);
  });

  it('refuses an owner who does not exist, and an item that is not there', async () => {
    await take(logOf(BEGIN));
    const owned = row(5, { type: 'ChangeItem', changes: { ownerId: 99 } });
    await expect(grow(BEGIN, owned)).rejects.toMatchObject({ code: 'VALIDATION_ERROR' });
    const nothing = { rows: 1, parts: 1, version: 0, lastAt: AT(1) };
    const { steps, origin: from } = rest(logOf(BEGIN, BLOCKED), nothing);
    const elsewhere = new ContinueHistoryCommand('AD-002', steps, from, 0);
    await expect(app.command(elsewhere)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('refuses an item that somebody changed after it was compared', async () => {
    await take(logOf(BEGIN));
    const log = logOf(BEGIN, BLOCKED);
    const command = rest(log, await found(log));
    await by(3, noted());
    const refusal = { code: 'PRECONDITION_FAILED' };
    await expect(app.command(command)).rejects.toMatchObject(refusal);
  });

  it('is added once by two who import it at once, and one of two that have grown differently', async () => {
    await take(logOf(BEGIN));
    const another = await app.at(AT(20)).openAnother();
    const [log, longer] = [logOf(BEGIN, BLOCKED), logOf(BEGIN, BLOCKED, DONE)];
    const before = await found(log);
    const command = rest(log, before);
    const twice = await Promise.all([app.command(command), another.command(command)]);
    expect(twice).toMatchObject(Array(2).fill({ stream: 'AD-001', versionBefore: 1, version: 2 }));
    await expect(another.command(rest(longer, before))).rejects.toBeInstanceOf(CommandIdReused);
    expect(await entries()).toHaveLength(2);
    expect(await find(longer)).toMatchObject({ rows: 2, parts: 2 });
    await another.close();
  });
});

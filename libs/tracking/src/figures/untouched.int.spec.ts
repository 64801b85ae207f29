/** The ranking of open items by the time since their last entry. */
import { AddNoteCommand } from '../items/add-note';
import { ChangeStatusCommand } from '../items/change-status';
import { Rights } from '../ledger/rights';
import { Scope } from '../ledger/scope';
import { Application } from '../testing/application';
import { GetBreakdown } from './breakdown';
import { GetUntouched } from './untouched';

let app: Application;

beforeAll(async () => {
  app = await (await Application.open('America/Sao_Paulo')).furnish();
  app.at('2026-03-02T02:00:00.000Z');
  for (const _ of [1, 2, 3]) await app.createItem();
  app.at('2026-03-05T12:00:00.000Z');
  await app.command(new AddNoteCommand('AD-002', { content: 'Asked again' }, app.origin()));
  const done = { status: 'Complete', comment: null } as const;
  await app.command(new ChangeStatusCommand('AD-003', done, app.origin()));
  app.at('2026-03-10T12:00:00.000Z');
});

afterAll(() => app.close());

const untouched = async (scope = Scope.everything, limit = 10) =>
  (await app.query(new GetUntouched(scope, {}, limit))).map(
    ({ item_id, last_entry_on, days }) => [item_id, last_entry_on, days] as const,
  );

it('has open items only, the longest untouched first, by days of the time zone', async () => {
  expect(await untouched()).toEqual([
    ['AD-001', '2026-03-01', 9],
    ['AD-002', '2026-03-05', 5],
  ]);
  expect(await untouched(Scope.everything, 1)).toHaveLength(1);
  expect(await untouched(Scope.of({ id: 1 }, Rights.within([])))).toEqual([]);
});

it('says the same as the measure of these days', async () => {
  const asked = { measure: 'idle_days', by: 'tracker', axis: 'occurred' } as const;
  const { cells } = await app.query(new GetBreakdown(Scope.everything, asked));
  expect(cells).toMatchObject([{ key: 1, value: 7 }]);
});

it('as of a moment has what was open then, untouched since then', async () => {
  const past = { axis: 'occurred', instant: '2026-03-04T12:00:00.000Z' } as const;
  const then = Scope.everything.at({ ...past, position: null, review: null });
  expect(await untouched(then)).toEqual([
    ...['AD-001', 'AD-002', 'AD-003'].map((id) => [id, '2026-03-01', 3]),
  ]);
});

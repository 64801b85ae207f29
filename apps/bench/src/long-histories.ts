/** A tracker whose items have a history of a year, as an imported log has. */
import {
  CATEGORIES,
  PRIORITIES,
  STATUSES,
  type ItemCommand,
  type PlainDate,
} from '@action-tracker/domain';
import {
  fillHistory,
  ImportHistoryCommand,
  ImportTogetherCommand,
  OpenTrackerCommand,
  Users,
  type HistoryStep,
} from '@action-tracker/tracking';
import type { INestApplicationContext } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { randomUUIDv7 } from 'node:crypto';
import type { Pool } from 'pg';

/** So many entries has each item. */
export const ENTRIES_OF_ITEM = 10;
const OWNERS = 10;
const TOGETHER = 2_000;
const DAY_MS = 86_400_000;
const YEAR_DAYS = 365;
const CORRELATION_ID = '00000000-0000-7000-8000-000000000000';

/** Opens a tracker with so many items. @returns its id */
export async function openWithHistories(
  application: INestApplicationContext,
  pool: Pool,
  { prefix, items }: { readonly prefix: string; readonly items: number },
): Promise<number> {
  const commands = application.get(CommandBus);
  const users = application.get(Users);
  const owners: number[] = [];
  for (let n = 0; n < OWNERS; n++) {
    const user = { email: `history${n}@example.com`, name: `Owner ${n}` };
    owners.push((await users.findOrCreate(user)).id);
  }
  const [actorId = 0] = owners;
  const origin = { actorId, channel: 'import', correlationId: CORRELATION_ID } as const;
  const input = { prefix, name: prefix, description: null };
  const trackerId = await commands.execute(new OpenTrackerCommand(input, origin));
  const today = Date.now();
  for (let made = 0; made < items; made += TOGETHER) {
    const histories = Array.from({ length: Math.min(TOGETHER, items - made) }, (_, index) => {
      const by = { ...origin, commandId: randomUUIDv7() };
      return new ImportHistoryCommand(trackerId, stepsOf(made + index, owners, today), by);
    });
    await commands.execute(new ImportTogetherCommand(trackerId, histories));
  }
  await fillHistory(pool, { projection: 'item_versions', ledgerId: trackerId });
  await pool.query('VACUUM ANALYZE');
  return trackerId;
}

/** An item that begins on some day of the year, and changes every few days or weeks. */
function stepsOf(n: number, owners: readonly number[], today: number): readonly HistoryStep[] {
  const begin = today - (20 + ((n * 7_919) % (YEAR_DAYS - 20))) * DAY_MS;
  const pause = (today - begin) / (ENTRIES_OF_ITEM + (n % 5));
  const ownerOf = (step: number) => owners[(n + step) % owners.length] ?? 0;
  const dateAt = (days: number) => plainDate(begin + days * DAY_MS);
  const created: ItemCommand = {
    ...{ type: 'ImportItem', title: `Unit ${n}`, status: 'New', createDate: plainDate(begin) },
    category: CATEGORIES[n % CATEGORIES.length] ?? 'Systems',
    priority: PRIORITIES[n % PRIORITIES.length] ?? 'High',
    ...{ ownerId: ownerOf(0), dueDate: n % 7 === 0 ? null : dateAt(30 + (n % 60)) },
  };
  const changes: readonly ItemCommand[] = [
    ...[1, 2, 3].map((k) => statusOf(n + k)),
    { type: 'ChangeItem', changes: { dueDate: dateAt(60 + (n % 90)) } },
    { type: 'AddNote', content: 'Asked the vendor', noteDate: dateAt(10) },
    statusOf(n + 4),
    { type: 'ChangeItem', changes: { ownerId: ownerOf(3) } },
    statusOf(n + 5),
    { type: 'ChangeStatus', status: n % 3 ? 'Complete' : 'In Progress', comment: null },
  ];
  return [created, ...changes].map((command, step) => ({
    actorId: ownerOf(step),
    occurredAt: new Date(begin + step * pause).toISOString(),
    commands: [command],
  }));
}

const statusOf = (n: number): ItemCommand => ({
  ...{ type: 'ChangeStatus', status: STATUSES[n % STATUSES.length] ?? 'New', comment: null },
});

const plainDate = (time: number): PlainDate => new Date(time).toISOString().slice(0, 10);

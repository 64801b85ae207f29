/** A tracker with a history of six weeks, as an import of a log of changes leaves it. */
import { Cli } from './cli';

const DAY_MS = 86_400_000;
const MAPPING = {
  dates: { formats: ['yyyy-MM-dd HH:mm'], zone: 'UTC' },
  key: ['number'],
  order: ['mod'],
  fields: {
    title: { column: 'title' },
    category: { default: 'Systems' },
    owner: { column: 'owner' },
    priority: { column: 'priority' },
    status: { column: 'status' },
    changed_at: { column: 'at' },
    changed_by: { column: 'owner' },
  },
};

/** What the log says: days ago, item, status, owner. */
const LOG = [
  [42, 'Sign the contract', 'New', 'Ana'],
  [35, 'Baseline the ICD', 'New', 'Bo'],
  [30, 'Sign the contract', 'In Progress', 'Ana'],
  [21, 'Test the harness', 'New', 'Ana'],
  [20, 'Baseline the ICD', 'Blocked', 'Bo'],
  [14, 'Sign the contract', 'Complete', 'Ana'],
  [10, 'Baseline the ICD', 'In Progress', 'Cy'],
] as const;

export const dayBefore = (today: string, days: number): string =>
  new Date(Date.parse(today) - days * DAY_MS).toISOString().slice(0, 10);

/** The last Tuesday before a day. */
export const lastTuesday = (today: string): string =>
  dayBefore(today, ((new Date(today).getUTCDay() - 3 + 7) % 7) + 1);

/** Imports the log into a new tracker PW; its items are PW-001 to PW-003. */
export async function importPast(databaseUrl: string, today: string): Promise<void> {
  const cli = new Cli({ DATABASE_URL: databaseUrl, ACTION_TRACKER_USER: 'mf@example.com' });
  const rows = LOG.map(([days, title, status, owner], mod) =>
    [title, title, status, owner, 'Medium', mod, `${dayBefore(today, days)} 09:00`].join(),
  );
  const log = ['number,title,status,owner,priority,mod,at', ...rows].join('\n');
  const to = ['--tracker', 'PW', '--create-tracker', 'Payload wing', '--create-users'];
  cli.write('mapping.json', JSON.stringify(MAPPING));
  await cli.succeed(
    ...['import', cli.write('log.csv', log), '--history', '--mapping', 'mapping.json', ...to],
  );
}

/** Detects whether anything was written: heads of all ledgers, and every row of every table. */
import { Client } from 'pg';

const TABLES = [
  ...['ledgers', 'events', 'commands', 'projection_checkpoints', 'users'],
  ...['trackers', 'action_items', 'status_history', 'notes', 'note_changes'],
];

/** The server updates histories after the write, at any later time. */
const OF_WRITES: Readonly<Record<string, string>> = {
  projection_checkpoints: `WHERE t.projection <> 'item_versions'`,
};

export class Fingerprint {
  private constructor(private readonly client: Client) {}

  static async of(databaseUrl: string): Promise<Fingerprint> {
    const client = new Client({ connectionString: databaseUrl });
    await client.connect();
    return new Fingerprint(client);
  }

  async read(): Promise<string> {
    const hashes = TABLES.map(
      (table) =>
        `(SELECT '${table} ' || count(*) || ' ' || coalesce(sum(hashtextextended(t::text, 0)), 0) FROM ${table} t ${OF_WRITES[table] ?? ''})`,
    );
    const { rows } = await this.client.query<{ print: string }>(
      `SELECT concat_ws(', ', ${hashes.join(', ')}) AS print`,
    );
    return rows[0]?.print ?? '';
  }

  close(): Promise<void> {
    return this.client.end();
  }
}

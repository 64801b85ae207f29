/** Many items at once, in the time of a few requests. */
import type { Import } from '@action-tracker/contracts';
import { IMPORT_PATHS } from '@action-tracker/contracts/imports';
import type { ApiClient } from './api-client';
import { eventually } from './eventually';

const PATIENCE_MS = 60_000;

/** Creates an item for each title, with numbers in their order. */
export async function importItems(
  api: ApiClient,
  trackerId: number,
  titles: readonly string[],
): Promise<void> {
  const rows = titles.map((title) => `${title},mf@example.com,High`);
  const file = Buffer.from(['Title,Owner,Priority', ...rows].join('\n'));
  const { id } = (await api.upload<Import>(trackerId, file, 'log.csv')).body;
  await api.post(IMPORT_PATHS.run(id), {});
  const state = async () => (await api.get<Import>(IMPORT_PATHS.one(id))).body.state;
  await eventually(state, 'done', PATIENCE_MS);
}

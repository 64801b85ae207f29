/** What a body asks for, once its fields are valid. */
import type { EachChange } from '@action-tracker/contracts';
import type {
  AskedItem,
  BulkChange,
  BulkInput,
  BulkItems,
  EntrySet,
} from '@action-tracker/tracking';
import { camelCased } from '../http/camel-case';
import { BulkFilterPipe } from '../items/item-filter.pipe';
import { refuse, type BulkBody, type UndoBody } from './together-bodies';

/** @throws DomainError VALIDATION_ERROR for none or both */
export function readUndoSet({ command_id: commandId, batch }: UndoBody): EntrySet {
  if (commandId !== undefined && batch === undefined) return { commandId };
  if (batch !== undefined && commandId === undefined) return { batch };
  const found = batch === undefined ? 'neither' : 'both';
  return refuse({ field: 'body', message: `expected command_id or batch, found ${found}` });
}

const filters = new BulkFilterPipe();

/** @throws DomainError VALIDATION_ERROR for fields that do not fit together */
export function readBulk(body: BulkBody): BulkInput {
  const { changes, status, note, withdraw, each, versions, dry_run: isDryRun } = body;
  if (!changes && !status && note === undefined && withdraw !== true && !each) {
    const message = 'expected at least one of changes, status, note, withdraw, each; found none';
    refuse({ field: 'body', message });
  }
  return {
    items: readItems(body),
    change: readChange(body),
    ...(versions ? { versions } : {}),
    ...(isDryRun === undefined ? {} : { isDryRun }),
  };
}

type Change = Pick<BulkBody, 'changes' | 'status' | 'comment' | 'note' | 'withdraw'>;

const readChange = ({ changes, status, comment, note, withdraw }: Change): BulkChange => ({
  ...(changes ? { changes: camelCased(changes) } : {}),
  ...(status ? { status } : {}),
  ...(comment === undefined ? {} : { comment }),
  ...(note === undefined ? {} : { note }),
  ...(withdraw === undefined ? {} : { withdraw }),
});

function readItems(body: BulkBody): BulkItems {
  const { item_ids: itemIds, each, filter, expected_count: expectedCount } = body;
  const given = [itemIds, each, filter].filter((one) => one !== undefined);
  if (given.length === 1 && (filter === undefined) === (expectedCount === undefined)) {
    if (itemIds) return { asked: [...new Set(itemIds)].map((itemId) => ({ itemId })) };
    if (each) return { asked: readEach(each, body) };
    return { filter: filters.transform(filter ?? {}), expectedCount: expectedCount ?? 0 };
  }
  const message = 'expected item_ids, or each, or filter together with expected_count';
  return refuse({ field: 'body', message });
}

/** An item gets the change for all with its own values in it. */
function readEach(each: readonly EachChange[], body: BulkBody): readonly AskedItem[] {
  const ids = new Set<string>();
  for (const { item_id: itemId } of each) {
    if (!ids.has(itemId)) ids.add(itemId);
    else refuse({ field: 'each', message: `expected each item once, found ${itemId} twice` });
  }
  return each.map(({ item_id: itemId, changes, status }) => {
    const all = { ...body.changes, ...changes };
    const { changes: _, ...common } = body;
    const fields = Object.keys(all).length > 0 ? { changes: all } : {};
    return { itemId, change: readChange({ ...common, ...fields, ...(status ? { status } : {}) }) };
  });
}

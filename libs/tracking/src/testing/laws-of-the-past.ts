/** What must hold for every moment in the past of a tracker, whatever is in its ledger. */
import type {
  ItemAsOf,
  ItemChange,
  ItemEventEntry,
  ItemVersion,
  ListedItem,
} from '@action-tracker/contracts';
import { AXES, DomainError, type Axis } from '@action-tracker/domain';
import { ListItems } from '../items/action-items';
import { GetItem } from '../items/get-item';
import { ListItemEvents } from '../items/item-events';
import { Scope, type PastMoment } from '../ledger/scope';
import { FindItems } from '../lists/find-items';
import { GetChanges } from '../moments/changes';
import { ReadItemVersions } from '../moments/versions';
import { GetSummary } from '../reports/summary';
import type { Application } from './application';

/** Checks lists, counts, versions and comparisons at the moments of a ledger. */
export async function expectTrueTracker(app: Application, trackerId: number): Promise<void> {
  await expectTrueLists(app, trackerId);
  await expectTrueVersions(app, trackerId);
  await expectTrueChanges(app, trackerId);
}

/** The members that an item has alone and in lists. */
const shared = ({
  notes: _,
  as_of: __,
  latest_note: ___,
  ...item
}: Partial<ItemAsOf & ListedItem>) => item;

/** Lists as of any moment show each item as it is alone, and those of the head the live ones. */
async function expectTrueLists(app: Application, trackerId: number): Promise<void> {
  const live = await app.query(new FindItems(Scope.everything, {}, trackerId));
  const ids = (await app.query(new ListItems(Scope.everything, trackerId))).map(({ id }) => id);
  const moments = await momentsOf(app, trackerId);
  for (const moment of moments) {
    const scope = Scope.everything.at(moment);
    const { items } = await app.query(new FindItems(scope, {}, trackerId));
    const alone = await Promise.all(ids.map((id) => find(app, scope, id)));
    const inUse = alone.flatMap((item) => (item && !item.withdrawn ? [shared(item)] : []));
    expect(items.map(shared)).toEqual(inUse);
    const gone = await app.query(new FindItems(scope, { isWithdrawn: true }, trackerId));
    const withdrawn = alone.flatMap((item) => (item?.withdrawn ? [shared(item)] : []));
    expect(gone.items.map(shared)).toEqual(withdrawn);
    const { open, items: counted } = await app.query(new GetSummary(scope, [trackerId]));
    expect(counted).toBe(items.length);
    expect(open).toBe(items.filter(({ status }) => status !== 'Complete').length);
  }
  const head = moments.at(-1);
  if (head) {
    const atHead = await app.query(new FindItems(Scope.everything.at(head), {}, trackerId));
    expect(atHead).toEqual(live);
  }
}

type EntryRow = Record<`${Axis}_at`, string> & { readonly position: number };

const entriesOf = async ({ database }: Application, trackerId: number) =>
  (
    await database.pool.query<EntryRow>(
      'SELECT position, occurred_at, recorded_at FROM events WHERE ledger_id = $1 ORDER BY position',
      [trackerId],
    )
  ).rows;

async function instantsOf(app: Application, trackerId: number, axis: Axis) {
  const rows = await entriesOf(app, trackerId);
  const instants = new Set(rows.map((row) => row[`${axis}_at`]).toSorted());
  return [...instants].map((instant) => ({ axis, instant, position: null, review: null }));
}

/** Every instant of a ledger on both axes, then every position up to the head. */
async function momentsOf(app: Application, trackerId: number): Promise<readonly PastMoment[]> {
  const instants = await Promise.all(AXES.map((axis) => instantsOf(app, trackerId, axis)));
  const positions = (await entriesOf(app, trackerId)).map(
    ({ position, recorded_at: instant }): PastMoment => ({
      ...{ axis: 'recorded', instant, position, review: null },
    }),
  );
  return [...instants.flat(), ...positions];
}

const find = (app: Application, scope: Scope, itemId: string) =>
  app.query(new GetItem(scope, itemId)).catch((error: unknown) => {
    if (error instanceof DomainError && error.code === 'NOT_FOUND') return undefined;
    throw error;
  });

/** All versions, folded up to an instant, are the list as of that instant. */
async function expectTrueVersions(app: Application, trackerId: number): Promise<void> {
  for (const axis of AXES) {
    const versions = await versionsOf(app, trackerId, axis);
    for (const moment of await instantsOf(app, trackerId, axis)) {
      const scope = Scope.everything.at(moment);
      const { items } = await app.query(new FindItems(scope, {}, trackerId));
      const then = foldOf(versions.filter(({ at }) => at <= moment.instant));
      expect(then.filter(({ withdrawn }) => withdrawn === null)).toEqual(items);
    }
  }
}

async function versionsOf(app: Application, trackerId: number, axis: Axis) {
  const batches = await app.query(new ReadItemVersions(Scope.everything, trackerId, axis));
  const versions: ItemVersion[] = [];
  for await (const texts of batches) {
    versions.push(...texts.map((text) => JSON.parse(text) as ItemVersion));
  }
  return versions;
}

/** The last version of each item, completed with what did not change since earlier ones. */
function foldOf(versions: readonly ItemVersion[]): readonly Partial<ItemVersion>[] {
  const items = Map.groupBy(versions, ({ id }) => id).values();
  return [...items].map((found) => {
    const { at: _, position: __, ...item } = Object.assign({}, ...found) as ItemVersion;
    return item;
  });
}

/** Every change is the difference of two lists, with what the entries say lay between. */
async function expectTrueChanges(app: Application, trackerId: number): Promise<void> {
  const moments = await momentsOf(app, trackerId);
  const ofAxis = Map.groupBy(moments, ({ axis, position }) => `${axis} ${position === null}`);
  for (const [first, ...others] of ofAxis.values()) {
    const middle = others.at(others.length / 2);
    const last = others.at(-1);
    if (!first || !middle || !last) continue;
    await expectTrueChange(app, trackerId, { from: first, to: last });
    await expectTrueChange(app, trackerId, { from: middle, to: last });
    await expectTrueChange(app, trackerId, { from: middle, to: middle });
  }
}

async function expectTrueChange(
  app: Application,
  trackerId: number,
  span: { readonly from: PastMoment; readonly to: PastMoment },
): Promise<void> {
  const listAt = async (moment: PastMoment) => {
    const scope = Scope.everything.at(moment);
    const lists = [{}, { isWithdrawn: true } as const].map((filter) =>
      app.query(new FindItems(scope, filter, trackerId)),
    );
    const items = (await Promise.all(lists)).flatMap((list) => list.items);
    return items.toSorted((one, other) => one.number - other.number);
  };
  const before = new Map((await listAt(span.from)).map((item) => [item.id, item]));
  const found = await app.query(new GetChanges(Scope.everything, trackerId, span));
  const changes = new Map(found.items.map((item) => [item.item_id, item]));
  const untouched: string[] = [];
  for (const item of await listAt(span.to)) {
    const old = before.get(item.id);
    const { items: entries } = await app.query(new ListItemEvents(Scope.everything, item.id));
    const between = entries.filter(
      ({ version }) => version > (old?.version ?? 0) && version <= item.version,
    );
    expect(changes.get(item.id)).toEqual(slowChange(old, item, between));
    const isOpen = item.status !== 'Complete' && !item.withdrawn;
    if (between.length === 0 && isOpen) untouched.push(item.id);
  }
  expect(found.untouched).toEqual(untouched);
}

const NAMES = ['title', 'due_date', 'category', 'owner_id', 'priority'] as const;
const KINDS = ['retitled', 'due_date_moved', 'recategorised', 'reassigned', 'reprioritised'];

/** The change of an item, computed without SQL. */
function slowChange(
  old: ListedItem | undefined,
  item: ListedItem,
  between: readonly ItemEventEntry[],
): ItemChange | undefined {
  if (item.withdrawn && (!old || old.withdrawn)) return undefined;
  const changed = NAMES.filter((name) => old && old[name] !== item[name]);
  const path = between.flatMap(({ type, to }) => (type === 'ItemStatusChanged' ? to.status : []));
  const notes = between.filter(({ type }) => type === 'NoteAdded').length;
  const kinds = [
    ...(old ? [] : ['created']),
    ...(item.status === 'Complete' && old?.status !== 'Complete' ? ['completed'] : []),
    ...(item.status !== 'Complete' && old?.status === 'Complete' ? ['reopened'] : []),
    ...KINDS.filter((_, index) => changed.some((name) => name === NAMES[index])),
    ...(notes > 0 ? ['noted'] : []),
    ...(item.withdrawn ? ['withdrawn'] : []),
    ...(old?.withdrawn && !item.withdrawn ? ['reinstated'] : []),
  ];
  const isOther =
    old && old.status !== item.status && ![old.status, item.status].includes('Complete');
  if (isOther) kinds.splice(0, 0, 'status_changed');
  if (kinds.length === 0 && path.length === 0) return undefined;
  const moves = between.filter(({ type }) => type === 'ItemDueDateMoved');
  const reason = moves.findLast(({ to }) => typeof to.reason === 'string')?.to.reason ?? null;
  const values = changed.map((name) => {
    const [from, to] = [old?.[name] ?? null, item[name]];
    if (name === 'title') return { title_before: from };
    const days =
      from && to ? (Date.parse(String(to)) - Date.parse(String(from))) / 86_400_000 : null;
    return { [name]: { from, to, ...(name === 'due_date' ? { days, reason } : {}) } };
  });
  const status = { from: old?.status ?? 'New', to: item.status, path };
  return Object.assign(
    { item_id: item.id, title: item.title, kinds, notes_added: notes },
    path.length > 0 ? { status } : {},
    ...values,
  ) as ItemChange;
}

/**
 * The format in which the browser stores list views, and the migration from the previous format.
 * Content of any other version, or damaged content, is ignored (planning document, "View State
 * Persistence").
 */
import { FACETS, type Facet } from './item-filter';
import { DEFAULT_ORDER, ITEM_COLUMNS, type ItemColumn, type ItemOrder } from './item-order';
import { type Group, GROUPS, knownValues } from './item-view';

export const VIEW_STATE_VERSION = 2;

/** Null means all; owners and trackers are ids. */
export type StoredFilters = Readonly<Record<Facet, readonly (string | number)[] | null>>;

export interface StoredList {
  readonly filters: StoredFilters;
  readonly sort: ItemOrder;
  readonly group: Group | null;
}

/** Display options of the table, shared by all lists. */
export interface StoredTable {
  readonly hidden: readonly ItemColumn[];
  /** Columns shown although the screen is too small for them by default. */
  readonly shown?: readonly ItemColumn[];
  readonly isCompact: boolean;
  /** In pixels; only for columns that the user resized. */
  readonly widths: Readonly<Partial<Record<ItemColumn, number>>>;
}

export interface StoredViewState {
  readonly version: typeof VIEW_STATE_VERSION;
  readonly lastTrackerId: number | null;
  /** By tracker id, or `all`. */
  readonly lists: Readonly<Record<string, StoredList>>;
  readonly table: StoredTable;
}

export const FRESH_VIEW_STATE: StoredViewState = {
  version: VIEW_STATE_VERSION,
  lastTrackerId: null,
  lists: {},
  table: { hidden: [], isCompact: false, widths: {} },
};

const LIST_KEY = /^(all|[1-9]\d{0,9})$/;

/** The stored state, if it has this format. */
export function viewStateOf(stored: unknown): StoredViewState | undefined {
  if (!isObject(stored) || stored['version'] !== VIEW_STATE_VERSION) return undefined;
  const { lastTrackerId, lists, table } = stored;
  const isSound =
    isTrackerId(lastTrackerId) &&
    isObject(lists) &&
    Object.entries(lists).every(([key, list]) => LIST_KEY.test(key) && isList(list)) &&
    isTable(table);
  // Every property was validated.
  return isSound ? (stored as unknown as StoredViewState) : undefined;
}

/**
 * Reads the previous format: one set of filters for all trackers, assigned to the tracker viewed
 * last, and a table layout under its own key.
 */
export function viewStateBefore(stored: unknown, table: unknown): StoredViewState | undefined {
  if (!isObject(stored) || stored['version'] !== 1) return undefined;
  const { lastTrackerId } = stored;
  if (!isTrackerId(lastTrackerId)) return undefined;
  const filters = isObject(stored['filters'])
    ? { ...stored['filters'], due: null, tracker_id: null }
    : undefined;
  const list = { filters, sort: stored['sort'] ?? DEFAULT_ORDER, group: null };
  return {
    ...FRESH_VIEW_STATE,
    lastTrackerId,
    lists: lastTrackerId !== null && isList(list) ? { [lastTrackerId]: list } : {},
    table: tableBefore(table),
  };
}

function tableBefore(stored: unknown): StoredTable {
  const table = { ...FRESH_VIEW_STATE.table, ...(isObject(stored) ? stored : {}) };
  const { hidden, isCompact, widths } = table;
  return isTable(table) ? { hidden, isCompact, widths } : FRESH_VIEW_STATE.table;
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isTrackerId = (value: unknown): value is number | null =>
  value === null || (typeof value === 'number' && Number.isSafeInteger(value));

function isList(value: unknown): value is StoredList {
  if (!isObject(value)) return false;
  const { filters, sort, group } = value;
  const isGroup = group === null || GROUPS.some((known) => known === group);
  return (
    isGroup &&
    isSort(sort) &&
    isObject(filters) &&
    // State stored before a filter existed does not contain it.
    FACETS.every((facet) => isChoice(facet, filters[facet] ?? null))
  );
}

function isChoice(facet: Facet, value: unknown): boolean {
  if (value === null) return true;
  if (!Array.isArray(value)) return false;
  return knownValues(facet, value.map(String)).length === value.length;
}

const isSort = (value: unknown): value is ItemOrder =>
  isObject(value) &&
  isColumn(value['column']) &&
  (value['direction'] === 'asc' || value['direction'] === 'desc');

function isTable(value: unknown): value is StoredTable {
  if (!isObject(value)) return false;
  const { hidden, shown = [], isCompact, widths } = value;
  return (
    typeof isCompact === 'boolean' &&
    Array.isArray(hidden) &&
    hidden.every(isColumn) &&
    Array.isArray(shown) &&
    shown.every(isColumn) &&
    isObject(widths) &&
    Object.entries(widths).every(([column, width]) => isColumn(column) && isWidth(width))
  );
}

const isColumn = (value: unknown): value is ItemColumn =>
  ITEM_COLUMNS.some((column) => column === value);

const isWidth = (value: unknown): boolean =>
  typeof value === 'number' && Number.isSafeInteger(value) && value > 0;

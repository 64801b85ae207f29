/** Which categories a tracker has: what is added, renamed, retired and put in another order. */
import { assertNever } from '../assert-never';
import { FIRST_CATEGORIES, type TrackerCategory } from '../categories';
import { DomainError } from '../domain-error';
import { accept, CATEGORY_RULE, shown } from '../rules';

/** What a tracker knows about its categories: nothing while they are those it began with. */
export interface TrackerCategories {
  readonly categories?: readonly TrackerCategory[];
}

/** The name is the key of the category from then on. */
export interface CategoryAdded {
  readonly type: 'CategoryAdded';
  readonly data: { readonly name: string };
}

export interface CategoryRenamed {
  readonly type: 'CategoryRenamed';
  readonly data: { readonly key: string; readonly from: string; readonly to: string };
}

export interface CategoryRetired {
  readonly type: 'CategoryRetired';
  readonly data: { readonly key: string };
}

export interface CategoryReinstated {
  readonly type: 'CategoryReinstated';
  readonly data: { readonly key: string };
}

export interface CategoriesReordered {
  readonly type: 'CategoriesReordered';
  /** Keys. */
  readonly data: { readonly from: readonly string[]; readonly to: readonly string[] };
}

export type CategoryEvent =
  CategoryAdded | CategoryRenamed | CategoryRetired | CategoryReinstated | CategoriesReordered;

const CATEGORY_EVENTS: ReadonlySet<string> = new Set<CategoryEvent['type']>([
  ...(['CategoryAdded', 'CategoryRenamed', 'CategoryRetired'] as const),
  ...(['CategoryReinstated', 'CategoriesReordered'] as const),
]);

export const isCategoryEvent = <Event extends { readonly type: string }>(
  event: Event,
): event is Extract<Event, CategoryEvent> => CATEGORY_EVENTS.has(event.type);

export interface AddCategory {
  readonly type: 'AddCategory';
  readonly name: string;
}

export interface RenameCategory {
  readonly type: 'RenameCategory';
  readonly key: string;
  readonly name: string;
}

export interface RetireCategory {
  readonly type: 'RetireCategory';
  readonly key: string;
}

export interface ReinstateCategory {
  readonly type: 'ReinstateCategory';
  readonly key: string;
}

export interface ReorderCategories {
  readonly type: 'ReorderCategories';
  readonly keys: readonly string[];
}

export type CategoryCommand =
  AddCategory | RenameCategory | RetireCategory | ReinstateCategory | ReorderCategories;

export const categoriesOf = ({ categories }: TrackerCategories): readonly TrackerCategory[] =>
  categories ?? FIRST_CATEGORIES;

/**
 * Decides one change. Limits of the whole list are those of `wantCategories`: a list may exceed
 * them between two of its changes.
 *
 * @throws DomainError VALIDATION_ERROR; NOT_FOUND for an unknown key; CONFLICT for a known one
 */
export function decideCategory(
  state: TrackerCategories,
  command: CategoryCommand,
): readonly CategoryEvent[] {
  const categories = categoriesOf(state);
  switch (command.type) {
    case 'AddCategory': {
      const { name } = accept({ name: CATEGORY_RULE }, { name: command.name });
      if (hasKey(categories, name)) throw keyTaken(name);
      return [{ type: 'CategoryAdded', data: { name } }];
    }
    case 'RenameCategory': {
      const { key, name: from } = categoryOf(categories, command.key);
      const { name: to } = accept({ name: CATEGORY_RULE }, { name: command.name });
      return from === to ? [] : [{ type: 'CategoryRenamed', data: { key, from, to } }];
    }
    case 'RetireCategory': {
      const { key, retired } = categoryOf(categories, command.key);
      return retired ? [] : [{ type: 'CategoryRetired', data: { key } }];
    }
    case 'ReinstateCategory': {
      const { key, retired } = categoryOf(categories, command.key);
      return retired ? [{ type: 'CategoryReinstated', data: { key } }] : [];
    }
    case 'ReorderCategories':
      return reorder(categories, command.keys);
    default:
      return assertNever(command);
  }
}

/** Folds one event into the categories of a tracker. */
export function evolveCategories<State extends TrackerCategories>(
  state: State,
  event: CategoryEvent,
): State {
  const before = categoriesOf(state);
  const changed = (key: string, change: Partial<TrackerCategory>): State => ({
    ...state,
    categories: before.map((one) => (one.key === key ? { ...one, ...change } : one)),
  });
  switch (event.type) {
    case 'CategoryAdded': {
      const { name } = event.data;
      return { ...state, categories: [...before, { key: name, name, retired: false }] };
    }
    case 'CategoryRenamed':
      return changed(event.data.key, { name: event.data.to });
    case 'CategoryRetired':
      return changed(event.data.key, { retired: true });
    case 'CategoryReinstated':
      return changed(event.data.key, { retired: false });
    case 'CategoriesReordered': {
      const { to } = event.data;
      const categories = to.flatMap((key) => before.filter((one) => one.key === key));
      return { ...state, categories };
    }
    default:
      return assertNever(event);
  }
}

function reorder(
  categories: readonly TrackerCategory[],
  keys: readonly string[],
): readonly CategoriesReordered[] {
  const from = categories.map(({ key }) => key);
  if (!isSame(from.toSorted(), keys.toSorted())) {
    const message = `expected the keys ${from.join(', ')}; found ${keys.join(', ')}`;
    throw DomainError.invalid([{ field: 'keys', message }]);
  }
  return isSame(from, keys) ? [] : [{ type: 'CategoriesReordered', data: { from, to: keys } }];
}

/** Why an event cannot follow; `undefined` when it can. */
export function categoryFlaw(state: TrackerCategories, event: CategoryEvent): string | undefined {
  const categories = categoriesOf(state);
  if (event.type === 'CategoryAdded') {
    return hasKey(categories, event.data.name) ? 'a category is added once' : undefined;
  }
  if (event.type === 'CategoriesReordered') {
    const was = categories.map(({ key }) => key);
    const { from, to } = event.data;
    if (!isSame(from, was)) return `from ${JSON.stringify(was)}, which it was`;
    return isSame(to.toSorted(), was.toSorted())
      ? undefined
      : 'the same categories in another order';
  }
  const found = categories.find(({ key }) => key === event.data.key);
  if (!found) return 'a category is added before it changes';
  if (event.type !== 'CategoryRenamed') {
    return found.retired === (event.type === 'CategoryReinstated')
      ? undefined
      : 'a category is retired while it is offered, and reinstated after that';
  }
  const { from } = event.data;
  return from === found.name ? undefined : `from ${JSON.stringify(found.name)}, which it was`;
}

/** The command that leads to an event. */
export function categoryCommandOf(event: CategoryEvent): CategoryCommand {
  switch (event.type) {
    case 'CategoryAdded':
      return { ...event.data, type: 'AddCategory' };
    case 'CategoryRenamed':
      return { type: 'RenameCategory', key: event.data.key, name: event.data.to };
    case 'CategoryRetired':
      return { ...event.data, type: 'RetireCategory' };
    case 'CategoryReinstated':
      return { ...event.data, type: 'ReinstateCategory' };
    case 'CategoriesReordered':
      return { type: 'ReorderCategories', keys: event.data.to };
    default:
      return assertNever(event);
  }
}

function categoryOf(categories: readonly TrackerCategory[], key: string): TrackerCategory {
  const found = categories.find((one) => one.key === key);
  if (found) return found;
  throw new DomainError('NOT_FOUND', `Category ${shown(key)} not found`);
}

const keyTaken = (name: string): DomainError =>
  new DomainError('CONFLICT', `Expected a new category, found ${shown(name)}, which exists`);

export const hasKey = (categories: readonly TrackerCategory[], key: string): boolean =>
  categories.some((one) => one.key === key);

const isSame = (one: readonly string[], other: readonly string[]): boolean =>
  one.length === other.length && one.every((key, index) => key === other[index]);

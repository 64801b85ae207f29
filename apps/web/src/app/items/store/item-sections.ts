/** Splits ordered items into the groups of a view: by owner, status, category, due or tracker. */
import type { ListedItem, PlainDate } from '@action-tracker/contracts';
import { facetValues, isIdFacet, valueOf } from '../view/item-filter';
import type { Group } from '../view/item-view';

export interface ItemSection {
  readonly key: string;
  /** Undefined when nothing is grouped. */
  readonly label: string | undefined;
  readonly items: readonly ListedItem[];
}

export interface SectionContext {
  readonly today: PlainDate | undefined;
  /** The display text of a value. */
  readonly facetValue: (facet: Group, value: string) => string;
  readonly compare: (a: string, b: string) => number;
  /** The names of categories on offer, in order; others come last. */
  readonly categories: readonly string[];
}

const NO_DUE = 'none';

/**
 * Groups in vocabulary order, categories in that of the tracker; owners and trackers by name. Items keep their order within a group.
 */
export function sectionsOf(
  items: readonly ListedItem[],
  group: Group | undefined,
  context: SectionContext,
): readonly ItemSection[] {
  if (items.length === 0) return [];
  if (group === undefined) return [{ key: '', label: undefined, items }];
  const byKey = Map.groupBy(items, (item) => keyOf(item, group, context.today));
  const sections = [...byKey].map(([key, members]) => ({
    key,
    label: context.facetValue(group, key),
    items: members,
  }));
  return inOrder(sections, group, context);
}

function keyOf(item: ListedItem, group: Group, today: PlainDate | undefined): string {
  return valueOf(group, item, today) ?? NO_DUE;
}

function inOrder(
  sections: readonly ItemSection[],
  group: Group,
  { compare, categories }: SectionContext,
): readonly ItemSection[] {
  if (isIdFacet(group)) {
    return sections.toSorted((a, b) => compare(a.label ?? '', b.label ?? ''));
  }
  const keys = [...(group === 'category' ? categories : facetValues(group)), NO_DUE];
  const placeOf = ({ key }: ItemSection) => keys.indexOf(key) + 1 || keys.length + 1;
  return sections.toSorted((a, b) => placeOf(a) - placeOf(b));
}

/** Changes the categories of a tracker to a list that somebody wants. */
import type { TrackerCategory } from '../categories';
import { DomainError } from '../domain-error';
import { CATEGORY_RULE, FLAG_RULE, shown, type Rule } from '../rules';
import { ALL_CATEGORIES_MAX, CATEGORIES_MAX } from '../vocabulary';
import {
  categoriesOf,
  decideCategory,
  evolveCategories,
  hasKey,
  type CategoryCommand,
  type CategoryEvent,
  type TrackerCategories,
} from './tracker-categories';

/** A category as somebody wants it: a new one has no key. */
export interface WantedCategory {
  readonly key?: string;
  readonly name: string;
  readonly retired?: boolean;
}

/** The form of a list, of which `wantCategories` checks the rest. */
export const CATEGORIES_RULE: Rule<readonly WantedCategory[]> = {
  problem(value) {
    if (!Array.isArray(value)) return `expected a list of categories, found ${shown(value)}`;
    if (value.length > ALL_CATEGORIES_MAX) {
      return `expected at most ${ALL_CATEGORIES_MAX} categories with the retired ones, found ${value.length}`;
    }
    const problems = value.map(entryProblem);
    const first = problems.findIndex((problem) => problem !== undefined);
    const problem = problems[first];
    return problem === undefined ? undefined : `category ${first + 1}: ${problem}`;
  },
  clean: (value) => value,
  schema: {
    type: 'array',
    minItems: 1,
    maxItems: ALL_CATEGORIES_MAX,
    items: {
      type: 'object',
      properties: {
        key: CATEGORY_RULE.schema,
        name: CATEGORY_RULE.schema,
        retired: FLAG_RULE.schema,
      },
      required: ['name'],
      additionalProperties: false,
    },
  },
};

const ENTRY_RULES = new Map<string, Pick<Rule<unknown>, 'problem'>>([
  ['key', CATEGORY_RULE],
  ['name', CATEGORY_RULE],
  ['retired', FLAG_RULE],
]);

function entryProblem(entry: unknown): string | undefined {
  if (typeof entry !== 'object' || entry === null || Array.isArray(entry)) {
    return `expected an object with a name, found ${shown(entry)}`;
  }
  const values = new Map<string, unknown>(Object.entries(entry));
  const unknown = [...values.keys()].find((name) => !ENTRY_RULES.has(name));
  if (unknown !== undefined) return `expected key, name and retired, found ${shown(unknown)}`;
  for (const [name, rule] of ENTRY_RULES) {
    const value = values.get(name);
    if (value === undefined && name !== 'name') continue;
    const problem = rule.problem(value);
    if (problem !== undefined) return `${name}: ${problem}`;
  }
  return undefined;
}

/**
 * Decides a whole list: every category of the tracker in the wanted order, and new ones.
 *
 * @throws DomainError VALIDATION_ERROR
 */
export function wantCategories(
  state: TrackerCategories,
  wanted: readonly WantedCategory[],
): readonly CategoryEvent[] {
  const problem = CATEGORIES_RULE.problem(wanted) ?? listProblem(categoriesOf(state), wanted);
  if (problem) throw DomainError.invalid([{ field: 'categories', message: problem }]);
  const events: CategoryEvent[] = [];
  let after = state;
  for (const command of commandsFor(wanted)) {
    for (const event of decideCategory(after, command)) {
      events.push(event);
      after = evolveCategories(after, event);
    }
  }
  return events;
}

/** The changes that lead to a list; a change that is none is decided to be nothing. */
function commandsFor(wanted: readonly WantedCategory[]): readonly CategoryCommand[] {
  const old = wanted.flatMap(({ key, ...one }) => (key === undefined ? [] : [{ ...one, key }]));
  const added = wanted.filter(({ key }) => key === undefined);
  const keys = wanted.map(({ key, name }) => key ?? name.trim());
  return [
    ...added.map(({ name }) => ({ type: 'AddCategory', name }) as const),
    ...old.map(({ key, name }) => ({ type: 'RenameCategory', key, name }) as const),
    ...[...old, ...added.map((one) => ({ ...one, key: one.name.trim() }))].map(
      ({ key, retired = false }) =>
        ({ type: retired ? 'RetireCategory' : 'ReinstateCategory', key }) as const,
    ),
    { type: 'ReorderCategories', keys },
  ];
}

/** What is wrong with a list; `undefined` when nothing is. */
function listProblem(
  known: readonly TrackerCategory[],
  wanted: readonly WantedCategory[],
): string | undefined {
  const offered = wanted.filter(({ retired = false }) => !retired).length;
  if (offered < 1 || offered > CATEGORIES_MAX) {
    return `expected 1 to ${CATEGORIES_MAX} categories that are not retired, found ${offered}`;
  }
  return keyProblem(known, wanted) ?? nameProblem(known, wanted);
}

function keyProblem(
  known: readonly TrackerCategory[],
  wanted: readonly WantedCategory[],
): string | undefined {
  const keys = wanted.flatMap(({ key }) => key ?? []);
  const unknown = keys.find((key) => !hasKey(known, key));
  if (unknown !== undefined) {
    return `expected the key of a category of the tracker, or none for a new one; found ${shown(unknown)}`;
  }
  const twice = keys.find((key, index) => keys.indexOf(key) !== index);
  if (twice !== undefined) return `expected each category once, found ${shown(twice)} twice`;
  const missing = known.find(({ key }) => !keys.includes(key));
  return (
    missing &&
    `expected every category of the tracker, found none with the key ${shown(missing.key)}; retire it instead`
  );
}

function nameProblem(
  known: readonly TrackerCategory[],
  wanted: readonly WantedCategory[],
): string | undefined {
  const names = wanted.map(({ name }) => name.trim().toLowerCase());
  const twice = wanted.find((_, index) => names.indexOf(names[index] ?? '') !== index);
  if (twice) return `expected each name once, found ${shown(twice.name)} twice`;
  const taken = wanted.find(({ key, name }) => key === undefined && hasKey(known, name.trim()));
  if (!taken) return undefined;
  return `expected a new name, found ${shown(taken.name)}, which another category had first`;
}

/** The parameters of a list by which it has exactly the items that a number of a report counts. */
import {
  DAY_BUCKETS,
  DIMENSIONS,
  MEASURE_TRAITS,
  MEASURES,
} from '@action-tracker/contracts/measures';
import type { Dimension, FigureKey, Measure } from '@action-tracker/contracts/measures';
import { AXES, PRIORITIES, STATUSES } from '@action-tracker/domain';
import type { CountedBy } from '@action-tracker/tracking';
import type { ParameterReader } from '../http/parameter-reader';
import { queryParameter, type Parameter } from '../openapi/parameters';

const WITH = 'together with counted_by';
const DAY = { type: 'string', minLength: 1 };

/** The first and last day of series, breakdowns, and the lists behind their numbers. */
export const PERIOD: readonly Parameter[] = [
  queryParameter(
    'from',
    'First day of the period, as a date or a duration back from the moment of the report (-P90D)',
    DAY,
  ),
  queryParameter('to', 'Last day of the period, at whose end states are counted', DAY),
];

const dimension = (name: string, description: string): Parameter =>
  queryParameter(name, description, { type: 'string', enum: DIMENSIONS });

export const COUNTED_PARAMETERS: readonly Parameter[] = [
  queryParameter(
    'counted_by',
    'Only the items that this measure of a report counts; all other filters then apply as it counted them',
    { type: 'string', enum: MEASURES },
  ),
  ...PERIOD,
  dimension('by', `Only one group of the report, ${WITH} and key`),
  queryParameter('key', 'The key of this group', DAY),
  dimension('by2', `The second dimension of a cross table, ${WITH} and key2`),
  queryParameter('key2', 'The key in the second dimension', DAY),
];

const KEYS: Readonly<
  Record<Dimension, (read: ParameterReader, name: string) => readonly FigureKey[] | undefined>
> = {
  status: (read, name) => read.words(name, STATUSES, 1),
  category: (read, name) => read.names(name, 1),
  priority: (read, name) => read.words(name, PRIORITIES, 1),
  bucket: (read, name) => read.words(name, DAY_BUCKETS, 1),
  owner: (read, name) => read.ids(name),
  tracker: (read, name) => read.ids(name),
};

/** The number of a report that a list is about; notes problems in the reader. */
export function readCounted(
  read: ParameterReader,
  known: readonly string[],
): CountedBy | undefined {
  if (!known.includes('counted_by')) return undefined;
  const measure = read.words('counted_by', MEASURES, 1)?.[0];
  const from = read.single('from');
  const to = read.single('to');
  const groups = [
    ...groupOf(read, measure, ['by', 'key']),
    ...groupOf(read, measure, ['by2', 'key2']),
  ];
  if (measure === undefined) {
    refuseAlone(read);
    return undefined;
  }
  const [axis = 'occurred'] = read.words('axis', AXES, 1) ?? [];
  return { measure, axis, from, to, groups };
}

/** What says something about a number needs the number. */
function refuseAlone(read: ParameterReader): void {
  const others = COUNTED_PARAMETERS.filter(({ name }) => name !== 'counted_by');
  for (const { name } of others.filter((one) => read.has(one.name))) {
    read.problem(name, `expected it only ${WITH}`);
  }
}

function groupOf(
  read: ParameterReader,
  measure: Measure | undefined,
  [name, keyName]: readonly [string, string],
): CountedBy['groups'] {
  const by = readDimension(read, name, measure);
  if (by === undefined) {
    if (read.has(keyName)) {
      read.problem(keyName, `expected it only together with ${name}`);
    }
    return [];
  }
  const [key] = KEYS[by](read, keyName) ?? [];
  if (!read.has(keyName)) {
    read.problem(name, `expected it together with ${keyName}`);
  }
  return key === undefined ? [] : [{ by, key }];
}

/** A dimension that the measure has. */
export function readDimension(
  read: ParameterReader,
  name: string,
  measure: Measure | undefined,
): Dimension | undefined {
  const [by] = read.words(name, DIMENSIONS, 1) ?? [];
  if (by === 'bucket' && measure !== undefined && !MEASURE_TRAITS[measure].hasBuckets) {
    const having = MEASURES.filter((one) => MEASURE_TRAITS[one].hasBuckets).join(', ');
    read.problem(name, `expected bucket only with ${having}; found it with ${measure}`);
  }
  return by;
}

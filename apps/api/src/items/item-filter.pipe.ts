/** Reads the filters of a list from the query string. Unknown ones are refused, not ignored. */
import { PAGE_MAX_ITEMS } from '@action-tracker/contracts';
import {
  CHOICE_FILTERS,
  COMPLETED_FILTERS,
  DUE_FILTERS,
  shown,
  typedItemId,
  type ChoiceFilter,
  type FieldProblem,
} from '@action-tracker/domain';
import type { ItemFilter } from '@action-tracker/tracking';
import { Injectable, type PipeTransform } from '@nestjs/common';
import { UnknownValue } from '../http/unknown-value';

type Parameters = Readonly<Record<string, string | readonly string[]>>;

const ID_FORM = /^[1-9]\d{0,8}$/;
const TEXT_MAX_CHARS = 500;
const KNOWN = [
  'tracker_id',
  ...CHOICE_FILTERS.map(({ wire }) => wire),
  ...['due', 'slipped', 'moved', 'completed', 'withdrawn', 'q', 'limit', 'after', 'as_of', 'axis'],
];

/** The filters of a list over all trackers. */
@Injectable()
export class ItemFilterPipe implements PipeTransform<Parameters, ItemFilter> {
  protected readonly known: readonly string[] = KNOWN;

  /** @throws DomainError VALIDATION_ERROR with every refused parameter */
  transform(parameters: Parameters): ItemFilter {
    const read = new ParameterReader(parameters, this.known);
    const filter = {
      trackerIds: read.ids('tracker_id'),
      words: chosen(ofWords, ({ wire, words }) => read.words(wire, words)),
      users: chosen(ofUsers, ({ wire }) => read.ids(wire)),
      due: read.words('due', DUE_FILTERS, 1)?.[0],
      isSlipped: read.flag('slipped'),
      isMoved: read.flag('moved'),
      completed: read.words('completed', COMPLETED_FILTERS, 1)?.[0],
      isWithdrawn: read.flag('withdrawn'),
      text: read.text('q'),
      limit: read.limit('limit'),
      after: read.itemId('after'),
    };
    read.refuseProblems();
    return Object.fromEntries(
      Object.entries(filter).filter(([, value]) => value !== undefined),
    ) satisfies ItemFilter;
  }
}

const isOfUsers = ({ kind }: ChoiceFilter) => kind === 'user';
const ofUsers = CHOICE_FILTERS.filter(isOfUsers);
const ofWords = CHOICE_FILTERS.filter((filter) => !isOfUsers(filter));

/** What is read for each of these filters, where something is. */
function chosen<Value>(
  filters: readonly ChoiceFilter[],
  read: (filter: ChoiceFilter) => readonly Value[] | undefined,
): Partial<Record<ChoiceFilter['wire'], readonly Value[]>> | undefined {
  const found = filters.flatMap((filter) => {
    const values = read(filter);
    return values ? [[filter.wire, values] as const] : [];
  });
  return found.length > 0 ? Object.fromEntries(found) : undefined;
}

class ParameterReader {
  private readonly problems: FieldProblem[] = [];
  private allowed: readonly string[] | undefined;

  constructor(
    private readonly parameters: Parameters,
    known: readonly string[],
  ) {
    for (const name of Object.keys(parameters)) {
      if (known.includes(name)) continue;
      this.problem(name, `unknown parameter; expected one of ${known.join(', ')}`);
    }
  }

  ids(name: string): readonly number[] | undefined {
    const values = this.values(name);
    const wrong = values?.find((value) => !ID_FORM.test(value));
    if (wrong !== undefined) this.problem(name, `expected an id (a number), found ${shown(wrong)}`);
    return values?.map(Number);
  }

  words<T extends string>(
    name: string,
    allowed: readonly T[],
    max = Infinity,
  ): readonly T[] | undefined {
    const values = this.values(name);
    const found = values?.flatMap((value) => allowed.find((word) => word === value) ?? []);
    const wrong = values?.find((value) => !allowed.some((word) => word === value));
    if (wrong !== undefined) {
      this.allowed ??= allowed;
      this.problem(name, `expected one of ${allowed.join(', ')}; found ${shown(wrong)}`);
    } else if (values && values.length > max) {
      this.problem(name, `expected it once, found it ${values.length} times`);
    }
    return found;
  }

  flag(name: string): true | undefined {
    return this.words(name, ['true'], 1) ? true : undefined;
  }

  text(name: string): string | undefined {
    const value = this.single(name);
    const isTooLong = Array.from(value ?? '').length > TEXT_MAX_CHARS;
    if (isTooLong) this.problem(name, `expected at most ${TEXT_MAX_CHARS} characters`);
    if (value?.includes('\0')) this.problem(name, 'expected text without NUL');
    return value;
  }

  limit(name: string): number | undefined {
    const value = this.single(name);
    if (value === undefined) return undefined;
    const limit = ID_FORM.test(value) ? Number(value) : 0;
    if (limit < 1 || limit > PAGE_MAX_ITEMS) {
      this.problem(name, `expected a number from 1 to ${PAGE_MAX_ITEMS}, found ${shown(value)}`);
    }
    return limit;
  }

  itemId(name: string): string | undefined {
    const value = this.single(name);
    const id = value === undefined ? undefined : typedItemId(value);
    if (value !== undefined && id === undefined) {
      this.problem(name, `expected an item id like AD-001, found ${shown(value)}`);
    }
    return id;
  }

  refuseProblems(): void {
    if (this.problems.length === 0) return;
    throw new UnknownValue(this.problems, this.allowed);
  }

  private single(name: string): string | undefined {
    const values = this.values(name);
    if (values && values.length > 1) {
      this.problem(name, `expected it once, found it ${values.length} times`);
    }
    return values?.[0];
  }

  private values(name: string): readonly string[] | undefined {
    const value = Object.hasOwn(this.parameters, name) ? this.parameters[name] : undefined;
    if (value === undefined) return undefined;
    return typeof value === 'string' ? [value] : value;
  }

  private problem(field: string, message: string): void {
    this.problems.push({ field, message });
  }
}

/** Reports cover all matching items, so they have no pages. `by` is read beside the filters. */
@Injectable()
export class ReportFilterPipe extends ItemFilterPipe {
  protected override readonly known = [
    'by',
    ...KNOWN.filter((name) => name !== 'limit' && name !== 'after'),
  ];
}

/** The list of one tracker has no `tracker_id` filter. */
@Injectable()
export class TrackerItemFilterPipe extends ItemFilterPipe {
  protected override readonly known = KNOWN.filter((name) => name !== 'tracker_id');
}

/** A change of many items is about all that match now. */
@Injectable()
export class BulkFilterPipe extends ItemFilterPipe {
  protected override readonly known = KNOWN.filter(
    (name) => !['limit', 'after', 'as_of', 'axis'].includes(name),
  );
}

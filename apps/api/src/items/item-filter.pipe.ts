/** Reads the filters of a list from the query string. Unknown ones are refused, not ignored. */
import {
  CHOICE_FILTERS,
  COMPLETED_FILTERS,
  DUE_FILTERS,
  isOfTracker,
  type ChoiceFilter,
} from '@action-tracker/domain';
import type { ItemFilter } from '@action-tracker/tracking';
import { Injectable, type PipeTransform } from '@nestjs/common';
import { ParameterReader, type QueryParameters } from '../http/parameter-reader';
import { COUNTED_PARAMETERS, readCounted } from './counted-parameters';

const COUNTED = COUNTED_PARAMETERS.map(({ name }) => name);
const KNOWN = [
  'tracker_id',
  ...CHOICE_FILTERS.map(({ wire }) => wire),
  ...['due', 'slipped', 'moved', 'completed', 'withdrawn', 'q', 'limit', 'after', 'as_of', 'axis'],
  ...COUNTED,
];
/** Without pages, and without a number of a report. */
const MATCHING = KNOWN.filter((name) => !['limit', 'after', ...COUNTED].includes(name));

/** The filters of a list over all trackers. */
@Injectable()
export class ItemFilterPipe implements PipeTransform<QueryParameters, ItemFilter> {
  protected readonly known: readonly string[] = KNOWN;

  /** @throws DomainError VALIDATION_ERROR with every refused parameter */
  transform(parameters: QueryParameters): ItemFilter {
    const read = new ParameterReader(parameters, this.known);
    const filter = {
      trackerIds: read.ids('tracker_id'),
      words: chosen(ofWords, ({ wire, words }) =>
        isOfTracker(wire) ? read.names(wire) : read.words(wire, words),
      ),
      users: chosen(ofUsers, ({ wire }) => read.ids(wire)),
      due: read.words('due', DUE_FILTERS, 1)?.[0],
      isSlipped: read.flag('slipped'),
      isMoved: read.flag('moved'),
      completed: read.words('completed', COMPLETED_FILTERS, 1)?.[0],
      isWithdrawn: read.flag('withdrawn'),
      counted: readCounted(read, this.known),
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

/** Reports cover all matching items, so they have no pages. `by` is read beside the filters. */
@Injectable()
export class ReportFilterPipe extends ItemFilterPipe {
  protected override readonly known = ['by', ...MATCHING];
}

/** What a series or breakdown asks for is read beside the filters. */
@Injectable()
export class FigureFilterPipe extends ItemFilterPipe {
  protected override readonly known = ['measure', 'by', 'by2', 'from', 'to', 'step', ...MATCHING];
}

/** A ranking has the first of all matching items. */
@Injectable()
export class RankingFilterPipe extends ItemFilterPipe {
  protected override readonly known = ['limit', ...MATCHING];
}

/** The list of one tracker has no `tracker_id` filter. */
@Injectable()
export class TrackerItemFilterPipe extends ItemFilterPipe {
  protected override readonly known = KNOWN.filter((name) => name !== 'tracker_id');
}

/** A change of many items is about all that match now. */
@Injectable()
export class BulkFilterPipe extends ItemFilterPipe {
  protected override readonly known = MATCHING.filter((name) => !['as_of', 'axis'].includes(name));
}

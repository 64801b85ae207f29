import { httpResource } from '@angular/common/http';
import { Component, computed, DOCUMENT, inject, input } from '@angular/core';
import { type Params, RouterLink } from '@angular/router';
import { mdiPrinterOutline } from '@mdi/js';
import {
  SLIP_GROUPS,
  type SlipGroup,
  type Slips,
  type SlipsOfGroup,
} from '@action-tracker/contracts';
import { REPORT_PATHS } from '@action-tracker/contracts/measures';
import { FieldWords } from '../items/fields/field-words';
import type { Narrowing } from '../items/view/narrowing';
import { MomentControl } from '../moments/moment-control';
import { Formats } from '../platform/formats/formats';
import { Icon } from '../platform/icons/icon';
import { Keyboard } from '../platform/keyboard/keyboard';
import { Texts } from '../platform/language/texts';
import { LoadState } from '../platform/loading/load-state';
import { Moment } from '../platform/moment/moment';
import { Polling } from '../platform/polling/polling';
import { TrackerStore } from '../trackers/tracker-store';
import { SLIPS_TEXTS } from './slips.texts';

/** The filter and the field of an item by which a report groups. */
const FIELDS: Readonly<Record<SlipGroup, string>> = {
  owner: 'owner_id',
  category: 'category',
  priority: 'priority',
  tracker: 'tracker_id',
};

/** A number of the report, with the list behind it. */
interface Figure {
  readonly column: string;
  readonly text: string;
  /** Part of the completed items; empty if there are none, undefined for other numbers. */
  readonly share: string | undefined;
  /** Undefined where the list would be empty. */
  readonly query: Params | undefined;
}

type Column =
  ('items' | 'movedItems' | 'moves' | 'median' | 'p85') | ('completed' | 'onTime' | 'byFirstDate');

interface Row {
  readonly key: string | number;
  readonly name: string;
  readonly figures: readonly Figure[];
}

/** How often due dates moved and what was completed on time, by group; each number leads to its items. */
@Component({
  selector: 'at-slips-page',
  imports: [Icon, LoadState, MomentControl, RouterLink],
  templateUrl: './slips-page.html',
  styleUrl: './slips-page.scss',
})
export class SlipsPage {
  /** From the query. */
  readonly by = input<string>();
  readonly tracker_id = input<string>();

  protected readonly t = inject(Texts).with(SLIPS_TEXTS).t;
  private readonly texts = inject(Texts);
  private readonly words = inject(FieldWords);
  private readonly formats = inject(Formats);
  private readonly trackers = inject(TrackerStore);
  private readonly moment = inject(Moment);
  private readonly window = inject(DOCUMENT).defaultView;
  protected readonly printIcon = mdiPrinterOutline;
  protected readonly groups = SLIP_GROUPS;

  protected readonly group = computed<SlipGroup>(
    () => SLIP_GROUPS.find((group) => group === this.by()) ?? 'owner',
  );
  protected readonly groupName = computed(() => this.t(`slipsBy.${this.group()}`));
  /** A filter that names no tracker is left out. */
  protected readonly trackerId = computed(() =>
    /^\d{1,10}$/.test(this.tracker_id() ?? '') ? Number(this.tracker_id()) : undefined,
  );
  protected readonly trackerName = computed(() => {
    const id = this.trackerId();
    return id === undefined ? this.t('slips.allTrackers') : this.trackers.nameOf(id);
  });
  protected readonly choices = computed(() =>
    this.trackers.all.hasValue() ? this.trackers.all.value() : [],
  );
  private readonly ofTracker = computed<Params>(() => {
    const id = this.trackerId();
    return id === undefined ? {} : { tracker_id: id };
  });
  private readonly shares = computed(
    () => new Intl.NumberFormat(this.texts.locale(), { style: 'percent' }),
  );
  protected readonly slips = httpResource<Slips>(() => ({
    url: REPORT_PATHS.slips,
    params: { ...this.moment.params(), ...this.ofTracker(), by: this.group() },
  }));
  protected readonly rows = computed<readonly Row[]>(() => {
    if (!this.slips.hasValue()) return [];
    const rows = this.slips.value().groups.map((group) => this.rowOf(group));
    const isNamed = ['owner', 'tracker'].includes(this.group());
    return isNamed ? rows.toSorted((a, b) => this.formats.compare(a.name, b.name)) : rows;
  });
  protected readonly columns = computed(() => this.rows()[0]?.figures ?? []);

  constructor() {
    this.trackers.know();
    inject(Polling).retry(this.slips);
    inject(Keyboard).offer(() => ({ print: () => this.print() }));
  }

  protected choose(query: Params): void {
    void this.moment.change(query);
  }

  protected print(): void {
    this.window?.print();
  }

  private rowOf(group: SlipsOfGroup): Row {
    const { key, items, moved_items, moves, completed } = group;
    const moved: Narrowing = { moved: 'true' };
    const onTime: Narrowing = { completed: 'on_time' };
    const byFirstDate: Narrowing = { completed: 'by_first_date' };
    const list = (more?: Params) => this.query(key, more);
    const figures: readonly Figure[] = [
      this.count('items', items, list()),
      this.count('movedItems', moved_items, list(moved)),
      this.count('moves', moves, list(moved)),
      this.days('median', group.days_median, list(moved)),
      this.days('p85', group.days_p85, list(moved)),
      this.count('completed', completed, list({ status: 'Complete' })),
      this.part('onTime', [group.completed_on_time, completed], list(onTime)),
      this.part('byFirstDate', [group.completed_by_first_date, completed], list(byFirstDate)),
    ];
    return { key, name: this.words.value(FIELDS[this.group()], key), figures };
  }

  /** The list of a group, with all statuses. */
  private query(key: string | number, more: Params = {}): Params {
    const group = { [FIELDS[this.group()]]: key };
    return { ...this.ofTracker(), ...group, ...more, sort: 'id', ...this.moment.params() };
  }

  private count(column: Column, value: number, query: Params): Figure {
    const text = this.texts.number(value);
    return this.figure(column, { text, query: value > 0 ? query : undefined });
  }

  private days(column: Column, value: number | null, query: Params): Figure {
    if (value === null) return this.figure(column, { text: '–', query: undefined });
    return this.figure(column, {
      text: this.t('slips.days', { days: Math.round(value * 10) / 10 }),
      query,
    });
  }

  private part(column: Column, [value, whole]: readonly [number, number], query: Params): Figure {
    const share = whole > 0 ? this.shares().format(value / whole) : '';
    return { ...this.count(column, value, query), share };
  }

  private figure(column: Column, figure: Pick<Figure, 'text' | 'query'>): Figure {
    return { column: this.t(`slips.${column}`), share: undefined, ...figure };
  }

  protected groupKey(group: SlipGroup): `slipsBy.${SlipGroup}` {
    return `slipsBy.${group}`;
  }
}

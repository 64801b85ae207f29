import {
  afterRenderEffect,
  Component,
  computed,
  DOCUMENT,
  effect,
  inject,
  input,
  numberAttribute,
} from '@angular/core';
import { ActivatedRoute, type Params, RouterLink } from '@angular/router';
import { mdiArrowLeft, mdiPrinterOutline } from '@mdi/js';
import { ItemsApi } from '../items/api/items-api';
import {
  CHANGE_KINDS,
  type ChangeKind,
  ChangesApi,
  type ItemChanges,
  resolvedEnd,
} from '../items/comparison/changes-api';
import { CHANGE_TEXTS } from '../items/comparison/comparison.texts';
import { FieldWords } from '../items/fields/field-words';
import { MomentWords } from '../moments/moment-words';
import { TrackerReviews } from '../moments/tracker-reviews';
import { toProblem } from '../platform/api-problem/problem';
import { CLOCK } from '../platform/clock/clock';
import { daysBefore } from '../platform/dates/days-before';
import { Formats } from '../platform/formats/formats';
import { Icon } from '../platform/icons/icon';
import { Keyboard } from '../platform/keyboard/keyboard';
import { Texts } from '../platform/language/texts';
import { LoadState } from '../platform/loading/load-state';
import { Moment } from '../platform/moment/moment';
import { PageTitle } from '../platform/navigation/page-title';
import { Session } from '../platform/session/session';
import { TrackerStore } from '../trackers/tracker-store';

const WEEK_DAYS = 7;

/** One line of a group: what changed for one item. */
interface Line {
  readonly id: string;
  readonly title: string;
  readonly before: string;
  readonly after: string;
  /** Why a due date was moved. */
  readonly reason?: string | null;
}

type Values = Omit<Line, 'id' | 'title'>;

/** A moment to compare from, or to. */
interface End {
  readonly moment: string;
  readonly name: string;
}

interface Group {
  readonly kind: ChangeKind;
  readonly lines: readonly Line[];
}

/** What changed in a tracker between two moments, by kind of change; from the last review if no other start is named. */
@Component({
  selector: 'at-changes-page',
  imports: [Icon, LoadState, RouterLink],
  templateUrl: './changes-page.html',
  styleUrl: './changes-page.scss',
})
export class ChangesPage {
  readonly trackerId = input.required({ transform: numberAttribute });
  /** From the query, as the API names moments; `to` is now if left out. */
  readonly from = input<string>();
  readonly to = input<string>();
  readonly axis = input<string>();

  protected readonly texts = inject(Texts).with(CHANGE_TEXTS);
  protected readonly t = this.texts.t;
  protected readonly words = inject(MomentWords);
  private readonly fields = inject(FieldWords);
  protected readonly trackers = inject(TrackerStore);
  private readonly moment = inject(Moment);
  private readonly reviews = inject(TrackerReviews).closed;

  protected readonly start = computed(() => {
    const last = this.reviews()?.[0];
    return this.from() ?? (last && `review:${last.number}`);
  });
  protected readonly hasNoStart = computed(
    () => this.start() === undefined && this.reviews()?.length === 0,
  );
  private readonly ends = computed<Params | undefined>(() => {
    const [from, to, axis] = [this.start(), this.to(), this.axis()];
    return from === undefined
      ? undefined
      : { from, ...(to ? { to } : {}), ...(axis ? { axis } : {}) };
  });
  private readonly formats = inject(Formats);
  private readonly session = inject(Session);
  private readonly openedAt = inject(CLOCK)();
  private readonly closedReviews = computed<readonly End[]>(() =>
    (this.reviews() ?? []).map(({ number, name, closed_at }) => ({
      moment: `review:${number}`,
      name: `${name} · ${this.formats.timestampDay(closed_at)}`,
    })),
  );
  protected readonly starts = computed(() => {
    const moment = daysBefore(this.openedAt, WEEK_DAYS, this.session.timeZone());
    const weekAgo = { moment, name: this.t('changes.weekAgo') };
    return this.including(this.start(), [...this.closedReviews(), weekAgo]);
  });
  protected readonly later = computed(() => this.including(this.to(), this.closedReviews()));
  protected readonly changes = inject(ChangesApi).between(this.moment.trackerId, this.ends);
  /** The address names no moments that can be compared. */
  protected readonly isRefused = computed(() => {
    const failure = this.changes.error();
    return failure !== undefined && toProblem(failure).code === 'VALIDATION_ERROR';
  });
  private readonly end = computed<Params>(() => {
    const [to, axis] = [this.to(), this.axis()];
    return { ...(to ? { as_of: to } : {}), ...(to && axis ? { axis } : {}) };
  });
  /** Only for the titles of what is untouched. */
  private readonly list = inject(ItemsApi).list(this.trackerId, this.end);
  private readonly titles = computed(
    () =>
      new Map((this.list.hasValue() ? this.list.value() : []).map(({ id, title }) => [id, title])),
  );
  protected readonly linkParams = this.end;
  protected readonly name = computed(() => this.trackers.nameOf(this.trackerId()));
  protected readonly groups = computed<readonly Group[]>(() => {
    if (!this.changes.hasValue()) return [];
    const { items } = this.changes.value();
    return CHANGE_KINDS.map((kind) => ({
      kind,
      lines: items.filter(({ kinds }) => kinds.includes(kind)).map((item) => this.line(item, kind)),
    })).filter(({ lines }) => lines.length > 0);
  });
  protected readonly untouched = computed(() =>
    this.changes.hasValue()
      ? this.changes.value().untouched.map((id) => ({ id, title: this.titles().get(id) ?? '' }))
      : [],
  );
  protected readonly backIcon = mdiArrowLeft;
  protected readonly printIcon = mdiPrinterOutline;
  private readonly window = inject(DOCUMENT).defaultView;

  constructor() {
    this.trackers.know();
    effect(() => this.trackers.show(this.trackerId()));
    const pageTitle = inject(PageTitle);
    effect(() => pageTitle.set(this.t('changes.title', { tracker: this.name() })));
    effect(() => this.moment.trackerId.set(this.trackerId()));
    effect(() => this.resolveEnds());
    const document = inject(DOCUMENT);
    const kind = inject(ActivatedRoute).snapshot.fragment;
    const scrolling = afterRenderEffect(() => {
      const section = this.changes.hasValue() && document.querySelector(`section[id="${kind}"]`);
      if (!section) return;
      scrolling.destroy();
      section.scrollIntoView();
    });
    inject(Keyboard).offer(() => ({ print: () => this.print() }));
  }

  protected choose(ends: Params): void {
    void this.moment.change(ends);
  }

  protected print(): void {
    this.window?.print();
  }

  /** Names instants in the address, so that whoever gets it sees the same. */
  private resolveEnds(): void {
    if (!this.changes.hasValue()) return;
    const { from, to } = this.changes.value();
    const asked = { from: this.from(), to: this.to() };
    const resolved = {
      ...(asked.from && { from: resolvedEnd(asked.from, from) }),
      ...(asked.to && { to: resolvedEnd(asked.to, to) }),
    };
    const isSame = asked.from === resolved.from && asked.to === resolved.to;
    if (!isSame) void this.moment.change(resolved, true);
  }

  /** The moments to choose from, with the one that is chosen. */
  private including(chosen: string | undefined, ends: readonly End[]): readonly End[] {
    const isKnown = chosen === undefined || ends.some(({ moment }) => moment === chosen);
    return isKnown ? ends : [{ moment: chosen, name: this.words.of(chosen) }, ...ends];
  }

  protected kindKey(kind: ChangeKind): `kind.${ChangeKind}` {
    return `kind.${kind}`;
  }

  private line(item: ItemChanges, kind: ChangeKind): Line {
    const { item_id: id, title } = item;
    return { id, title, ...this.valuesOf(item, kind) };
  }

  private valuesOf(item: ItemChanges, kind: ChangeKind): Values {
    const { due_date, notes_added } = item;
    switch (kind) {
      case 'due_date_moved':
        return {
          ...this.values('due_date', due_date, this.daysOf(due_date?.days ?? null)),
          reason: due_date?.reason ?? null,
        };
      case 'status_changed':
      case 'completed':
      case 'reopened':
        return this.values('status', item.status);
      case 'reassigned':
        return this.values('owner_id', item.owner_id);
      case 'reprioritised':
        return this.values('priority', item.priority);
      case 'recategorised':
        return this.values('category', item.category);
      case 'noted':
        return { before: '', after: this.texts.counted('changes.notes', notes_added) };
      case 'retitled':
        return { before: item.title_before ?? '', after: item.title };
      case 'created':
      case 'withdrawn':
      case 'reinstated':
        return { before: '', after: '' };
    }
  }

  private values(
    field: string,
    ends:
      { readonly from: string | number | null; readonly to: string | number | null } | undefined,
    more = '',
  ): Values {
    if (!ends) return { before: '', after: '' };
    const [before, after] = [ends.from, ends.to].map((value) => this.fields.value(field, value));
    return { before: before ?? '', after: [after, more].join(' ').trim() };
  }

  /** `(+14 days)`; empty to or from TBD. */
  private daysOf(days: number | null): string {
    if (days === null) return '';
    const count = this.texts.counted('changes.days', Math.abs(days));
    return `(${this.t(days > 0 ? 'changes.later' : 'changes.earlier', { days: count })})`;
  }
}

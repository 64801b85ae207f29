import { Component, computed, DestroyRef, effect, inject, untracked } from '@angular/core';
import { type Params, RouterLink } from '@angular/router';
import {
  mdiArchiveOutline,
  mdiCheck,
  mdiNoteTextOutline,
  mdiPencilOutline,
  mdiPlus,
  mdiRestore,
} from '@mdi/js';
import { MomentWords } from '../../moments/moment-words';
import { People } from '../../people/people';
import { Texts } from '../../platform/language/texts';
import { Formats } from '../../platform/formats/formats';
import { Moment } from '../../platform/moment/moment';
import { toProblem } from '../../platform/api-problem/problem';
import { ProblemPanel } from '../../platform/api-problem/problem-panel';
import { FieldWords } from '../fields/field-words';
import { type ItemMarks, ItemListStore } from '../store/item-list-store';
import { NO_FILTER } from '../view/item-filter';
import { ListView } from '../view/list-view';
import { type ChangeKind, ChangesApi, type ItemChanges, resolvedEnd } from './changes-api';
import { CHANGE_TEXTS } from './comparison.texts';

/** Kinds that no cell can show, most important first. */
const BADGES: readonly (readonly [ChangeKind, string])[] = [
  ['withdrawn', mdiArchiveOutline],
  ['reinstated', mdiRestore],
  ['created', mdiPlus],
  ['completed', mdiCheck],
  ['reopened', mdiRestore],
  ['retitled', mdiPencilOutline],
  ['noted', mdiNoteTextOutline],
];

/** Compares the list with an earlier moment: marks what differs in the table, and counts it. */
@Component({
  selector: 'at-comparison',
  imports: [ProblemPanel, RouterLink],
  template: `
    @if (isRefused()) {
      <p class="callout is-error" role="alert">{{ t('changes.refused') }}</p>
    } @else if (changes.error(); as failure) {
      <at-problem-panel [failure]="failure" (retried)="changes.reload()" />
    }
    <div class="bar">
      <p role="status">
        <strong>{{ t('changes.since', { moment: words.of(moment.since() ?? '') }) }}</strong>
        {{ summary() }}
        @if (hiddenCount() > 0) {
          · {{ texts.counted('changes.hidden', hiddenCount()) }}
          <button type="button" class="plain" (click)="clearFilters()">
            {{ t('list.clear') }}
          </button>
        }
      </p>
      <label>
        <input type="checkbox" [checked]="moment.isChangedOnly()" (change)="toggleOnly()" />
        {{ t('changes.only') }}
      </label>
      <a
        class="plain"
        [routerLink]="['/trackers', moment.trackerId(), 'changes']"
        [queryParams]="ends()"
        >{{ t('changes.asList') }}</a
      >
      <button type="button" class="plain" (click)="stop()">{{ t('changes.stop') }}</button>
    </div>
  `,
  styles: `
    .bar {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      gap: 4px 16px;
      margin-bottom: 8px;
      padding: 6px 12px;
      border: 1px solid var(--at-line);
      border-radius: 8px;
      background: var(--at-raised);
      font-size: 13px;
    }
    p {
      flex: 1;
      min-width: 260px;
      overflow-wrap: anywhere;
    }
    label {
      display: flex;
      align-items: center;
      gap: 5px;
    }
    input {
      margin: 0;
      accent-color: var(--at-accent);
    }
    @media print {
      label,
      .plain {
        display: none;
      }
    }
  `,
})
export class Comparison {
  protected readonly texts = inject(Texts).with(CHANGE_TEXTS);
  protected readonly t = this.texts.t;
  protected readonly words = inject(MomentWords);
  protected readonly moment = inject(Moment);
  private readonly store = inject(ItemListStore);
  private readonly view = inject(ListView);
  private readonly fields = inject(FieldWords);
  private readonly formats = inject(Formats);
  private readonly people = inject(People);

  protected readonly ends = computed<Params>(() => {
    const { as_of, axis } = this.moment.asked() ?? {};
    return {
      ...{ from: this.moment.since() },
      ...(as_of === undefined ? {} : { to: as_of }),
      ...(axis === undefined ? {} : { axis }),
    };
  });
  protected readonly changes = inject(ChangesApi).between(this.moment.trackerId, () =>
    this.moment.since() === undefined ? undefined : this.ends(),
  );
  /** The address names no moment that can be compared. */
  protected readonly isRefused = computed(() => {
    const failure = this.changes.error();
    return failure !== undefined && toProblem(failure).code === 'VALIDATION_ERROR';
  });
  private readonly marks = computed(() =>
    this.changes.hasValue()
      ? new Map(this.changes.value().items.map((item) => [item.item_id, this.marksOf(item)]))
      : undefined,
  );
  /** Those that differ and are in the list: a withdrawn item is in none. */
  private readonly listed = computed(() =>
    this.changes.hasValue()
      ? this.changes
          .value()
          .items.filter(({ kinds }) => !kinds.includes('withdrawn'))
          .map(({ item_id }) => item_id)
      : [],
  );
  protected readonly hiddenCount = computed(() => {
    const shown = new Set(this.store.shown().map(({ id }) => id));
    return this.listed().filter((id) => !shown.has(id)).length;
  });
  protected readonly summary = computed(() => {
    if (!this.changes.hasValue()) return this.changes.error() ? '' : this.t('changes.loading');
    const { items } = this.changes.value();
    if (items.length === 0) return this.t('changes.none');
    const count = (wanted: ChangeKind) =>
      items.filter(({ kinds }) => kinds.includes(wanted)).length;
    const parts = SUMMED.filter((kind) => count(kind) > 0).map(
      (kind) => `${this.t(`kind.${kind}`)} ${count(kind)}`,
    );
    return [this.texts.counted('changes.items', items.length), ...parts].join(' · ');
  });

  constructor() {
    effect(() => {
      const marks = this.marks();
      untracked(() => this.store.marks.set(marks));
    });
    effect(() => {
      const since = this.moment.since() ?? '';
      const resolved = this.changes.hasValue() && resolvedEnd(since, this.changes.value().from);
      if (resolved && resolved !== since) void this.moment.change({ since: resolved }, true);
    });
    inject(DestroyRef).onDestroy(() => this.store.marks.set(undefined));
  }

  protected toggleOnly(): void {
    void this.moment.change({ changed: this.moment.isChangedOnly() ? null : 'only' });
  }

  protected clearFilters(): void {
    this.view.narrow(NO_FILTER);
  }

  protected stop(): void {
    void this.moment.change({ since: null, changed: null });
  }

  private marksOf(changes: ItemChanges): ItemMarks {
    const { due_date, owner_id, priority, category, status } = changes;
    const value = (field: string, from: string | number) => this.fields.value(field, from);
    return {
      badge: this.badgeOf(changes),
      before: {
        ...(due_date && { due_date: this.formats.dueDate(due_date.from) }),
        // A name would leave no room for the new one.
        ...(owner_id && { owner_id: this.people.initialsOf(owner_id.from) }),
        ...(priority && { priority: value('priority', priority.from) }),
        ...(category && { category: value('category', category.from) }),
        ...(status && { status: value('status', status.from) }),
      },
    };
  }

  private badgeOf({ kinds, notes_added }: ItemChanges): ItemMarks['badge'] {
    const found = BADGES.find(([kind]) => kinds.includes(kind));
    if (!found) return undefined;
    const [kind, icon] = found;
    const text =
      kind === 'noted' ? this.texts.counted('changes.notes', notes_added) : this.t(`kind.${kind}`);
    return { icon, text };
  }
}

/** The kinds that the summary counts. */
const SUMMED: readonly ChangeKind[] = [
  ...(['created', 'completed', 'reopened', 'due_date_moved', 'withdrawn', 'reinstated'] as const),
];

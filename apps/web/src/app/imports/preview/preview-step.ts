import { httpResource } from '@angular/common/http';
import { Component, computed, inject, input, linkedSignal, output, signal } from '@angular/core';
import type { Import, ImportOutcome, ImportPreview } from '@action-tracker/contracts';
import { IMPORT_FIELDS, IMPORT_OUTCOMES, IMPORT_PATHS } from '@action-tracker/contracts/imports';
import { People } from '../../people/people';
import { Formats } from '../../platform/formats/formats';
import { Texts } from '../../platform/language/texts';
import { LoadState } from '../../platform/loading/load-state';
import { Polling } from '../../platform/polling/polling';
import { IMPORT_TEXTS } from '../api/import.texts';
import { ImportStore } from '../api/import-store';
import { DateOrders } from '../columns/date-orders';
import { PreviewRows } from './preview-rows';
import { PREVIEW_TEXTS } from './preview.texts';

/** `fields.title: expected a column or a default, found nothing` */
const MISSING = /^fields\.(\w+): expected .*, found nothing$/;
const PAGE_ROWS = 100;
/** Ids beyond these are counted only. */
const MAX_NAMED = 20;

/** The dry run: what the import would do with each row, and the button that does it. */
@Component({
  selector: 'at-preview-step',
  imports: [DateOrders, LoadState, PreviewRows],
  templateUrl: './preview-step.html',
})
export class PreviewStep {
  /** Not required: the preview reads it, also before it has a value. */
  readonly import = input<Import>();
  readonly started = output();

  protected readonly texts = inject(Texts).with(PREVIEW_TEXTS);
  protected readonly t = this.texts.t;
  private readonly shared = inject(Texts).with(IMPORT_TEXTS).t;
  protected readonly people = inject(People);
  private readonly formats = inject(Formats);
  protected readonly store = inject(ImportStore);

  /** Only rows with this outcome; undefined for all. */
  protected readonly outcome = signal<ImportOutcome | undefined>(undefined);
  protected readonly isOnlyConflicts = signal(false);
  /** The lines after which the pages start, up to the one on screen. */
  protected readonly pages = linkedSignal<unknown, readonly number[]>({
    source: () => [this.outcome(), this.isOnlyConflicts(), this.import()?.id],
    computation: () => [0],
  });

  protected readonly resource = httpResource<ImportPreview>(() => {
    const current = this.import();
    if (!current || current.problems.length > 0) return undefined;
    const outcome = this.outcome();
    return {
      url: IMPORT_PATHS.preview(current.id),
      params: {
        after: this.pages().at(-1) ?? 0,
        limit: PAGE_ROWS,
        ...(outcome ? { outcome } : {}),
        ...(this.isOnlyConflicts() ? { conflicts: true } : {}),
      },
    };
  });
  /** Stays on screen while the next one is loading. */
  protected readonly preview = linkedSignal<ImportPreview | undefined, ImportPreview | undefined>({
    source: () => (this.resource.hasValue() ? this.resource.value() : undefined),
    computation: (loaded, before) => loaded ?? before?.value,
  });
  protected readonly filters = computed(() => {
    const counts = this.preview()?.counts;
    if (!counts) return [];
    return IMPORT_OUTCOMES.filter((outcome) => counts[outcome] > 0).map((outcome) => ({
      outcome,
      label: this.shared(`importOutcome.${outcome}`),
      count: counts[outcome],
    }));
  });
  protected readonly total = computed(() =>
    this.filters().reduce((sum, { count }) => sum + count, 0),
  );
  /** Rows that count as new at least, although they have the number of an item. */
  protected readonly repeated = computed(() => {
    const [current, counts] = [this.import(), this.preview()?.counts];
    if (!current || !counts || current.is_history) return 0;
    const others = this.total() - current.known_ids;
    return Math.max(0, counts.create - others);
  });
  protected readonly toWrite = computed(() => {
    const counts = this.preview()?.counts;
    return counts ? counts.create + counts.change : 0;
  });
  protected readonly missing = computed(() => {
    const missing = this.preview()?.missing ?? [];
    const named = missing.slice(0, MAX_NAMED).join(', ');
    return missing.length > MAX_NAMED ? `${named} …` : named;
  });
  protected readonly exportedAt = computed(() => {
    const exported = this.import()?.exported;
    return exported ? this.formats.timestamp(exported.as_of) : '';
  });

  constructor() {
    inject(Polling).retry(this.resource);
  }

  /** A field without a value, in the words of the page; anything else as the server says it. */
  protected missingField(problem: string): string | undefined {
    const [, name] = MISSING.exec(problem) ?? [];
    const field = IMPORT_FIELDS.find((known) => known === name);
    if (!field) return undefined;
    return this.t('importPreview.missingField', { field: this.shared(`importField.${field}`) });
  }

  protected filterBy(outcome: ImportOutcome | undefined): void {
    this.isOnlyConflicts.set(false);
    this.outcome.set(outcome);
  }

  protected applyAll(isAll: boolean): void {
    void this.store.change({ apply: isAll ? 'all' : 'none', apply_lines: [] });
  }

  protected goOn(next: number): void {
    this.pages.update((pages) => [...pages, next]);
  }

  protected goBack(): void {
    this.pages.update((pages) => pages.slice(0, -1));
  }

  protected namesOf({ people }: ImportPreview): string {
    return this.formats.list(
      people.map(({ name, resembles }) =>
        resembles === null ? name : this.t('importPreview.resembles', { name, email: resembles }),
      ),
    );
  }
}

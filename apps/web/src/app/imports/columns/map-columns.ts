import { Component, computed, inject, input } from '@angular/core';
import type { Import, ImportColumn, ImportMapping } from '@action-tracker/contracts';
import { Formats } from '../../platform/formats/formats';
import { Texts } from '../../platform/language/texts';
import { IMPORT_TEXTS } from '../api/import.texts';
import { ImportStore } from '../api/import-store';
import {
  columnsBefore,
  columnsOf,
  fieldsOf,
  type Target,
  targetOf,
  withTarget,
} from '../api/mapping-edits';
import { COLUMNS_TEXTS } from './columns.texts';
import { DateOrders } from './date-orders';
import { Fallbacks } from './fallbacks';

const SAMPLES = 3;
/** Guesses of the status date and of who changed something, by the field that they fill. */
const FIELD_OF_MEANING: Readonly<Record<string, Target>> = {
  ...{ closed: 'status_date', updated: 'status_date', updated_by: 'changed_by' },
};

/** What each column becomes: the guess, why it was made, and the choice of the person. */
@Component({
  selector: 'at-map-columns',
  imports: [DateOrders, Fallbacks],
  templateUrl: './map-columns.html',
})
export class MapColumns {
  readonly import = input.required<Import>();
  readonly mapping = input.required<ImportMapping>();

  private readonly texts = inject(Texts);
  private readonly own = this.texts.with(COLUMNS_TEXTS).t;
  protected readonly t = this.own;
  private readonly shared = this.texts.with(IMPORT_TEXTS).t;
  private readonly formats = inject(Formats);
  private readonly store = inject(ImportStore);
  protected readonly targets = computed(() => [
    ...fieldsOf(this.import().is_history).map((field) => ({
      value: field,
      label: this.shared(`importField.${field}`),
    })),
    { value: 'note' as const, label: this.t('importColumns.note') },
    { value: 'kept' as const, label: this.t('importColumns.kept') },
  ]);
  protected readonly rows = computed(() => {
    const mapping = this.mapping();
    return this.import().columns.map((column) => {
      const target = targetOf(mapping, column.name);
      return {
        column,
        target,
        samples: column.samples.slice(0, SAMPLES),
        aside: this.asideOf(column.name, target),
        why: this.whyOf(column, target),
      };
    });
  });

  protected move({ name }: ImportColumn, value: string): void {
    const target = this.targets().find((option) => option.value === value)?.value;
    if (target) void this.store.edit((mapping) => withTarget(mapping, name, target));
  }

  /** What a column does beside another one of the same field. */
  private asideOf(column: string, target: Target): string {
    const mapping = this.mapping();
    const before = columnsBefore(mapping, column);
    if (before.length > 0) return this.t('importColumns.fills', { column: before.join(', ') });
    const isJoined = target === 'title' && columnsOf(mapping.fields.title).length > 1;
    return isJoined ? this.t('importColumns.joined') : '';
  }

  private whyOf(column: ImportColumn, target: Target): string {
    const guessed =
      column.meaning === null ? 'kept' : (FIELD_OF_MEANING[column.meaning] ?? column.meaning);
    // A number that recognises the row is no field while the tracker numbers its items itself.
    const isKey = target === 'kept' && this.mapping().key.includes(column.name);
    if (guessed !== target && !isKey) return this.t('importColumns.unchanged');
    if (isKey) return this.t('importColumns.key');
    if (column.reasons.length === 0 || target === 'kept') return '';
    const reasons = column.reasons.map(({ kind }) => this.t(`importReason.${kind}`));
    const percent = Math.round(column.confidence * 100);
    return `${this.formats.list(reasons)}, ${this.t('importColumns.sure', { percent })}`;
  }
}

import { Component, computed, inject, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { Import, ImportCell, ImportChoice, ImportRow } from '@action-tracker/contracts';
import { FieldWords } from '../../items/fields/field-words';
import { People } from '../../people/people';
import { TimeAgo } from '../../platform/formats/time-ago';
import { Texts } from '../../platform/language/texts';
import { IMPORT_TEXTS } from '../api/import.texts';
import { ImportStore } from '../api/import-store';
import { PREVIEW_TEXTS } from './preview.texts';

/** Fields with a column of their own; what else is wrong with a row stands at its outcome. */
const COLUMNS = ['title', 'owner', 'status', 'due_date', 'priority', 'category'] as const;
type Column = (typeof COLUMNS)[number];

const MARKS = {
  ...{ create: 'new', change: 'in-progress', same: 'not-started', differs: 'tbc' },
  refused: 'blocked',
} as const;

const isColumn = (field: string): field is Column => COLUMNS.some((column) => column === field);

/** One page of what becomes of the rows, with the reasons where they belong. */
@Component({
  selector: 'at-preview-rows',
  imports: [RouterLink, TimeAgo],
  templateUrl: './preview-rows.html',
})
export class PreviewRows {
  readonly import = input.required<Import>();
  readonly rows = input.required<readonly ImportRow[]>();

  protected readonly t = inject(Texts).with(PREVIEW_TEXTS).t;
  protected readonly shared = inject(Texts).with(IMPORT_TEXTS).t;
  protected readonly people = inject(People);
  private readonly words = inject(FieldWords);
  private readonly store = inject(ImportStore);
  protected readonly columns = COLUMNS;
  protected readonly marks = MARKS;
  protected readonly shown = computed(() =>
    this.rows().map((row) => ({
      row,
      cells: COLUMNS.map((column) => this.cellOf(row, column)),
      others: row.reasons.filter(({ field }) => !isColumn(field)),
      conflicts: row.cells.filter(({ result }) => result === 'conflict'),
      changes: row.cells.filter(({ result, field }) => result === 'take' && !isColumn(field)),
    })),
  );

  protected outcomeKey({ outcome }: ImportRow): `importOutcome.${ImportRow['outcome']}` {
    return `importOutcome.${outcome}`;
  }

  protected nameOf(id: number | null): string {
    return id === null ? '' : this.people.nameOf(id);
  }

  protected labelOf(field: string): string {
    return this.words.label(field === 'owner' ? 'owner_id' : field);
  }

  protected valueOf(field: string, value: string | null): string {
    if (value === null) return this.words.value(field, null);
    return this.words.value(field, value);
  }

  protected isReinstated({ line }: ImportRow): boolean {
    return this.import().reinstate_lines.includes(line);
  }

  protected isApplied({ line }: ImportRow): boolean {
    return this.import().apply === 'all' || this.import().apply_lines.includes(line);
  }

  protected reinstate({ line }: ImportRow): void {
    void this.store.change({ reinstate_lines: toggled(this.import().reinstate_lines, line) });
  }

  protected apply({ line }: ImportRow): void {
    void this.store.change({
      apply: 'chosen',
      apply_lines: toggled(this.import().apply_lines, line),
    });
  }

  protected take({ line }: ImportRow, { field }: ImportCell, take: ImportChoice['take']): void {
    const others = this.import().choices.filter(
      (choice) => choice.line !== line || choice.field !== field,
    );
    void this.store.change({ choices: [...others, { line, field, take }] });
  }

  private cellOf(row: ImportRow, column: Column) {
    const value = row.item?.[column];
    const compared = row.cells.find(({ field }) => field === column || field === `${column}_id`);
    return {
      column,
      label: this.labelOf(column),
      text: value === undefined ? '' : this.valueOf(column, value),
      before: compared?.result === 'take' ? this.valueOf(column, compared.ours) : undefined,
      reasons: row.reasons.filter(({ field }) => field === column),
    };
  }
}

const toggled = (lines: readonly number[], line: number): readonly number[] =>
  lines.includes(line) ? lines.filter((known) => known !== line) : [...lines, line];

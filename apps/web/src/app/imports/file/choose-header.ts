import { Component, computed, inject, input } from '@angular/core';
import type { Import } from '@action-tracker/contracts';
import { Texts } from '../../platform/language/texts';
import { ImportStore } from '../api/import-store';
import { FILE_TEXTS } from './file.texts';

/** Shows the first rows of a file, to choose its sheet and the row that names the columns. */
@Component({
  selector: 'at-choose-header',
  template: `
    <div class="settings">
      @if (import().sheets.length > 1) {
        <label>
          {{ t('importHeader.sheet') }}
          <select #sheet (change)="store.change({ sheet: sheet.value })">
            @for (name of import().sheets; track name) {
              <option [value]="name" [selected]="name === import().sheet">{{ name }}</option>
            }
          </select>
        </label>
      }
      <p class="soft" role="status">
        {{
          t('importHeader.read', {
            rows: import().file.rows,
            columns: import().columns.length,
          })
        }}
      </p>
    </div>
    <p>{{ t('importHeader.about') }}</p>
    <!-- Scrolls, so the keyboard has to reach it. -->
    <div
      class="scrolls"
      tabindex="0"
      role="region"
      [attr.aria-label]="t('importHeader.first')"
      [attr.aria-busy]="store.isSaving()"
    >
      <table class="first-lines">
        <tbody>
          @for (row of import().first_lines; track row.line) {
            <tr
              [class.is-header]="row.line === import().header_row"
              [class.is-above]="row.line < import().header_row"
              (click)="choose(row.line)"
            >
              <td class="pick">
                <input
                  type="radio"
                  name="header-row"
                  [checked]="row.line === import().header_row"
                  [attr.aria-label]="t('importHeader.line', { line: row.line })"
                  (change)="choose(row.line)"
                  (click)="$event.stopPropagation()"
                />
                <span aria-hidden="true">{{ row.line }}</span>
              </td>
              @for (place of places(); track place) {
                <td>{{ row.cells[place] }}</td>
              }
            </tr>
          }
        </tbody>
      </table>
    </div>
    <label class="choice">
      <input
        type="radio"
        name="header-row"
        [checked]="import().header_row === 0"
        (change)="choose(0)"
      />
      {{ t('importHeader.none') }}
    </label>
    <label class="choice">
      <input
        #history
        type="checkbox"
        [checked]="import().is_history"
        (change)="store.change({ is_history: history.checked })"
      />
      {{ t('importHeader.history') }}
    </label>
    @for (warning of import().warnings; track warning) {
      <p class="callout is-warning" lang="en">{{ warning }}</p>
    }
  `,
})
export class ChooseHeader {
  readonly import = input.required<Import>();

  protected readonly t = inject(Texts).with(FILE_TEXTS).t;
  protected readonly store = inject(ImportStore);
  protected readonly places = computed(() => {
    const widths = this.import().first_lines.map(({ cells }) => cells.length);
    return Array.from({ length: Math.max(0, ...widths) }, (_, place) => place);
  });

  protected choose(line: number): void {
    if (line !== this.import().header_row) void this.store.change({ header_row: line });
  }
}

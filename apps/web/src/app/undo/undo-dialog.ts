import { Component, computed, inject, input, output } from '@angular/core';
import type { UndoResult } from '@action-tracker/contracts';
import { FieldWords } from '../items/fields/field-words';
import { People } from '../people/people';
import { Dialog } from '../platform/dialogs/dialog';
import { TimeAgo } from '../platform/formats/time-ago';
import { Texts } from '../platform/language/texts';
import { UNDO_TEXTS } from './undo.texts';

/** Further ones are counted only. */
const MAX_LISTED = 20;

/** Shows what an undo would leave, with who changed it since, and asks whether to undo the rest. */
@Component({
  selector: 'at-undo-dialog',
  imports: [Dialog, TimeAgo],
  template: `
    <at-dialog [label]="t('undo.title')" (closed)="dismissed.emit()">
      <h2>{{ t('undo.title') }}</h2>
      <p>
        @if (result().done > 0) {
          {{ texts.counted('undo.would', result().done) }}
        } @else {
          {{ t('undo.wouldNothing') }}
        }
      </p>
      @if (result().conflicts > 0) {
        <p>{{ texts.counted('undo.conflicts', result().conflicts) }}</p>
        <div class="scrolls" tabindex="0" role="region" [attr.aria-label]="t('undo.title')">
          <table>
            <thead>
              <tr>
                <th>{{ t('undo.item') }}</th>
                <th>{{ t('undo.field') }}</th>
                <th>{{ t('undo.wasSet') }}</th>
                <th>{{ t('undo.isNow') }}</th>
                <th>{{ t('undo.by') }}</th>
              </tr>
            </thead>
            <tbody>
              @for (one of listed(); track $index) {
                <tr>
                  <td>{{ one.itemId ?? t('undo.tracker') }}</td>
                  <td>{{ label(one.what) }}</td>
                  <td>{{ value(one.what, one.expected) }}</td>
                  <td>{{ value(one.what, one.found) }}</td>
                  <td>{{ people.nameOf(one.by_id) }}, <at-time-ago [instant]="one.at" /></td>
                </tr>
              }
            </tbody>
          </table>
        </div>
        @if (more() > 0) {
          <p class="soft">{{ texts.counted('undo.more', more()) }}</p>
        }
      }
      <div class="actions">
        @if (result().done > 0) {
          <button class="button is-filled" type="button" (click)="confirmed.emit()">
            {{ t(result().conflicts > 0 ? 'undo.rest' : 'undo.all') }}
          </button>
        }
        <button class="button is-text is-safe" type="button" (click)="dismissed.emit()">
          {{ t(result().done > 0 ? 'undo.cancel' : 'undo.close') }}
        </button>
      </div>
    </at-dialog>
  `,
  styles: `
    .scrolls {
      overflow: auto;
      max-height: 50vh;
    }
    table {
      width: 100%;
      min-width: 460px;
      border-collapse: collapse;
      font-size: 13px;
    }
    th,
    td {
      padding: 6px 8px;
      border-bottom: 1px solid var(--at-line);
      text-align: start;
      vertical-align: top;
      /* Long texts break, but no column becomes narrower than its words: rather it scrolls. */
      overflow-wrap: break-word;
    }
    td:first-child {
      white-space: nowrap;
    }
    th {
      color: var(--at-text-soft);
      font-weight: 500;
    }
    @media (width < 640px) {
      table {
        min-width: 0;
      }
      th,
      td {
        padding-inline: 4px;
      }
    }
  `,
})
export class UndoDialog {
  readonly result = input.required<UndoResult>();
  readonly confirmed = output();
  readonly dismissed = output();

  protected readonly texts = inject(Texts).with(UNDO_TEXTS);
  protected readonly t = this.texts.t;
  protected readonly people = inject(People);
  private readonly words = inject(FieldWords);
  private readonly conflicts = computed(() =>
    this.result().items.flatMap(({ item_id: itemId, conflicts }) =>
      conflicts.map((conflict) => ({ ...conflict, itemId })),
    ),
  );
  protected readonly listed = computed(() => this.conflicts().slice(0, MAX_LISTED));
  protected readonly more = computed(() => this.conflicts().length - this.listed().length);

  protected label(what: string): string {
    if (what === 'item') return this.t('undo.whole');
    return what === 'note' ? this.t('undo.note') : this.words.label(what);
  }

  protected value(what: string, value: unknown): string {
    if (value === 'present') return this.t('undo.present');
    if (value === 'withdrawn') return this.t('undo.withdrawn');
    if (typeof value === 'string' || typeof value === 'number') {
      return this.words.value(what, value);
    }
    return what === 'due_date' ? this.words.value(what, null) : this.t('undo.none');
  }
}

import { Component, inject, input } from '@angular/core';
import type { Note } from '@action-tracker/contracts';
import { Texts } from '../../platform/language/texts';
import { ItemNote } from './item-note';
import { ITEM_PAGE_TEXTS } from './item-page.texts';

/**
 * Notes in the format of the former spreadsheet: `01/26/2026 MF: text`, newest first as received.
 */
@Component({
  selector: 'at-item-notes',
  imports: [ItemNote],
  template: `
    @for (note of notes(); track note.id) {
      <at-item-note [note]="note" [isEditable]="isEditable()" />
    } @empty {
      <p class="soft none">{{ t('note.none') }}</p>
    }
  `,
  styles: `
    .none {
      padding-block: 8px;
    }
  `,
})
export class ItemNotes {
  readonly notes = input.required<readonly Note[]>();
  readonly isEditable = input(false);

  protected readonly t = inject(Texts).with(ITEM_PAGE_TEXTS).t;
}

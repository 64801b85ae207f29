import { Component, inject, input } from '@angular/core';
import type { Note } from '@action-tracker/contracts';
import { Formats } from '../../platform/formats/formats';
import { Texts } from '../../platform/language/texts';
import { LinkedText } from '../linked-text/linked-text';
import { People } from '../../people/people';
import { FoldedText } from './folded-text';
import { ITEM_PAGE_TEXTS } from './item-page.texts';

/**
 * Notes in the format of the former spreadsheet: `01/26/2026 MF: text`, newest first as received.
 */
@Component({
  selector: 'at-item-notes',
  imports: [FoldedText, LinkedText],
  template: `
    @for (note of notes(); track note.id) {
      <at-folded-text class="note" [text]="note.content">
        <span class="head"
          >{{ dateOf(note) }} <span [title]="authorOf(note)">{{ initialsOf(note) }}</span>:</span
        >&ngsp;<at-linked-text [text]="note.content" />
      </at-folded-text>
    } @empty {
      <p class="soft none">{{ t('note.none') }}</p>
    }
  `,
  styles: `
    .note {
      display: block;
      padding-block: 8px;
      border-bottom: 1px solid var(--at-line);
    }
    .head {
      color: var(--at-text-soft);
      font-variant-numeric: tabular-nums;
    }
    .none {
      padding-block: 8px;
    }
  `,
})
export class ItemNotes {
  readonly notes = input.required<readonly Note[]>();

  protected readonly t = inject(Texts).with(ITEM_PAGE_TEXTS).t;
  private readonly formats = inject(Formats);
  private readonly people = inject(People);

  protected dateOf(note: Note): string {
    return this.formats.plainDate(note.note_date);
  }

  protected initialsOf(note: Note): string {
    return this.people.initialsOf(note.author_id);
  }

  protected authorOf(note: Note): string {
    return this.people.nameOf(note.author_id);
  }
}

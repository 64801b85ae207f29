import { Component, inject, input } from '@angular/core';
import type { Note } from '@action-tracker/contracts';
import { formatPlainDate } from '../dates/plain-date';
import { People } from '../people/people';

/** Notes as the spreadsheet wrote them: `01/26/2026 MF: text`, newest first as they come. */
@Component({
  selector: 'at-item-notes',
  template: `
    @for (note of notes(); track note.id) {
      <p class="note prose">
        <span class="head"
          >{{ dateOf(note) }} <span [title]="authorOf(note)">{{ initialsOf(note) }}</span>:</span
        >
        {{ note.content }}
      </p>
    } @empty {
      <p class="soft none">No notes yet.</p>
    }
  `,
  styles: `
    .note {
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

  private readonly people = inject(People);

  protected dateOf(note: Note): string {
    return formatPlainDate(note.note_date);
  }

  protected initialsOf(note: Note): string {
    return this.people.initialsOf(note.author_id);
  }

  protected authorOf(note: Note): string {
    return this.people.nameOf(note.author_id);
  }
}

import { Component, computed, inject, input } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { TimeAgo } from '../dates/time-ago';
import { Dialog } from '../dialogs/dialog';
import { fieldLabel, valueInWords } from '../items/field-words';
import { People } from '../people/people';
import { type EditConflict, ItemEdits } from './item-edits';

/** Two people changed one field: shows both values, who and when, and lets a person decide. */
@Component({
  selector: 'at-conflict-dialog',
  imports: [Dialog, MatButton, TimeAgo],
  template: `
    <at-dialog label="Somebody changed this meanwhile" (closed)="keepTheirs()">
      <h2>{{ conflict().current.id }} was changed meanwhile</h2>
      <p>
        {{ people.nameOf(conflict().actorId) }} changed the {{ label() }}
        <at-time-ago [instant]="conflict().occurredAt" />. Yours is not saved.
      </p>
      <dl>
        <dt>Theirs</dt>
        <dd>{{ theirs() }}</dd>
        <dt>Yours</dt>
        <dd>{{ mine() }}</dd>
      </dl>
      <div class="actions">
        <button matButton="filled" type="button" (click)="edits.saveMine(conflict())">
          Save mine
        </button>
        <button matButton="outlined" type="button" (click)="keepTheirs()">Keep theirs</button>
      </div>
    </at-dialog>
  `,
  styles: `
    p {
      margin-block: 8px 14px;
    }
    dl {
      display: grid;
      grid-template-columns: 64px minmax(0, 1fr);
      gap: 8px;
      margin: 0;
    }
    dt {
      color: var(--at-text-soft);
    }
    dd {
      margin: 0;
      overflow-wrap: anywhere;
    }
  `,
})
export class ConflictDialog {
  readonly conflict = input.required<EditConflict>();

  protected readonly edits = inject(ItemEdits);
  protected readonly people = inject(People);
  protected readonly label = computed(() => fieldLabel(this.conflict().field).toLowerCase());
  protected readonly theirs = computed(() => this.inWords(this.conflict().theirs));
  protected readonly mine = computed(() => {
    const { field, mine } = this.conflict();
    return this.inWords(mine[field] ?? null);
  });

  protected keepTheirs(): void {
    this.edits.conflict.set(undefined);
  }

  private inWords(value: string | number | null): string {
    return valueInWords(this.conflict().field, value, (id) => this.people.nameOf(id));
  }
}

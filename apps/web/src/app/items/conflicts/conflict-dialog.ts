import { Component, inject, input, output } from '@angular/core';
import { TimeAgo } from '../../platform/formats/time-ago';
import { Dialog } from '../../platform/dialogs/dialog';
import { FieldWords } from '../fields/field-words';
import { Texts } from '../../platform/language/texts';
import { CONFLICT_TEXTS } from './conflicts.texts';
import { People } from '../../people/people';
import type { Collision } from './collisions';

/** Edit conflict: shows both values with author and time, and lets the user choose. */
@Component({
  selector: 'at-conflict-dialog',
  imports: [Dialog, TimeAgo],
  template: `
    <at-dialog [label]="t('conflict.label')" (closed)="dismissed.emit()">
      <h2>{{ t('conflict.title', { item: itemId() }) }}</h2>
      @for (collision of collisions(); track collision.field) {
        <p>
          {{
            t('conflict.who', {
              name: people.nameOf(collision.actorId),
              field: words.label(collision.field),
            })
          }}
          <at-time-ago [instant]="collision.occurredAt" />.
        </p>
        <dl>
          <dt>{{ t('conflict.theirs') }}</dt>
          <dd>{{ words.value(collision.field, collision.theirs) }}</dd>
          <dt>{{ t('conflict.yours') }}</dt>
          <dd>{{ words.value(collision.field, collision.mine) }}</dd>
        </dl>
      }
      <p class="soft">{{ t('conflict.notSaved') }}</p>
      <div class="actions">
        <button class="button is-filled" type="button" (click)="savedMine.emit()">
          {{ t('conflict.saveMine') }}
        </button>
        <button class="button" type="button" (click)="keptTheirs.emit()">
          {{ t('conflict.keepTheirs') }}
        </button>
        <button class="button is-text is-safe" type="button" (click)="dismissed.emit()">
          {{ t('conflict.later') }}
        </button>
      </div>
    </at-dialog>
  `,
  styles: `
    p {
      margin-block: 10px 6px;
    }
    dl {
      display: grid;
      grid-template-columns: max-content minmax(0, 1fr);
      gap: 6px 16px;
      margin: 0;
      padding: 10px 14px;
      border-radius: 8px;
      background: var(--at-raised);
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
  readonly itemId = input.required<string>();
  readonly collisions = input.required<readonly Collision[]>();
  readonly savedMine = output();
  readonly keptTheirs = output();
  /** Closed without a decision; the draft is kept unsaved. */
  readonly dismissed = output();

  protected readonly t = inject(Texts).with(CONFLICT_TEXTS).t;
  protected readonly words = inject(FieldWords);
  protected readonly people = inject(People);
}

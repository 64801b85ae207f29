import { Component, inject } from '@angular/core';
import { ProblemWords } from '../api-problem/problem-words';
import { ConflictDialog } from '../conflicts/conflict-dialog';
import { Texts } from '../language/texts';
import { ItemEdits } from './item-edits';

/** What became of an edit that did not simply work: refused, or in conflict with somebody. */
@Component({
  selector: 'at-edit-feedback',
  imports: [ConflictDialog],
  template: `
    @if (edits.refused(); as refused) {
      <div class="callout is-error" role="alert">
        <div>
          <strong>{{ t('edit.notSaved', { item: refused.itemId }) }}</strong>
          {{ words.of(refused.problem) }}
          @if (refused.problem.correlationId; as id) {
            <span class="soft"
              >{{ t('app.reference') }} <code>{{ id }}</code></span
            >
          }
        </div>
        <button class="plain" type="button" (click)="edits.refused.set(undefined)">
          {{ t('edit.dismiss') }}
        </button>
      </div>
    }
    @defer (when edits.conflict()) {
      @if (edits.conflict(); as conflict) {
        <at-conflict-dialog
          [itemId]="conflict.current.id"
          [collisions]="[conflict.collision]"
          (savedMine)="edits.saveMine(conflict)"
          (keptTheirs)="edits.conflict.set(undefined)"
          (dismissed)="edits.conflict.set(undefined)"
        />
      }
    }
  `,
  styles: `
    :host {
      position: sticky;
      z-index: 2;
      bottom: 12px;
      display: block;
    }
    .callout {
      justify-content: space-between;
      border: 1px solid var(--at-danger);
    }
  `,
})
export class EditFeedback {
  protected readonly t = inject(Texts).t;
  protected readonly words = inject(ProblemWords);
  protected readonly edits = inject(ItemEdits);
}

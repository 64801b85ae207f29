import { Component, inject } from '@angular/core';
import { ConflictDialog } from './conflict-dialog';
import { ItemEdits } from './item-edits';

/** What became of an edit that did not simply work: refused, or in conflict with somebody. */
@Component({
  selector: 'at-edit-feedback',
  imports: [ConflictDialog],
  template: `
    @if (edits.refused(); as refused) {
      <div class="callout is-error" role="alert">
        <div>
          <strong>{{ refused.itemId }} was not saved.</strong> {{ refused.problem.message }}
          @if (refused.problem.correlationId; as id) {
            <span class="soft"
              >Reference <code>{{ id }}</code></span
            >
          }
        </div>
        <button class="plain" type="button" (click)="edits.refused.set(undefined)">Dismiss</button>
      </div>
    }
    @defer (when edits.conflict()) {
      @if (edits.conflict(); as conflict) {
        <at-conflict-dialog [conflict]="conflict" />
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
  protected readonly edits = inject(ItemEdits);
}

import { Component, inject } from '@angular/core';
import { ConflictDialog } from '../conflicts/conflict-dialog';
import { PartNotLoaded } from '../../platform/navigation/part-not-loaded';
import { CellDrafts } from './cell-drafts';
import { ItemEdits } from './item-edits';
import { UnsavedEdits } from './unsaved-edits';

/** Feedback on a failed edit: a refusal or a conflict. */
@Component({
  selector: 'at-edit-feedback',
  imports: [ConflictDialog, PartNotLoaded, UnsavedEdits],
  template: `
    <!-- Fetched before it is needed: it says what was not saved because the network is away. -->
    @defer (when drafts.waiting().length > 0; prefetch on idle(1s)) {
      <at-unsaved-edits />
    } @error {
      @if (drafts.waiting().length > 0) {
        <at-part-not-loaded />
      }
    }
    @defer (when edits.conflict()) {
      @if (edits.conflict(); as conflict) {
        <at-conflict-dialog
          [itemId]="conflict.current.id"
          [collisions]="[conflict.collision]"
          (savedMine)="edits.saveMine(conflict)"
          (keptTheirs)="edits.keepTheirs(conflict)"
          (dismissed)="edits.conflict.set(undefined)"
        />
      }
    } @error {
      @if (edits.conflict()) {
        <at-part-not-loaded />
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
  `,
})
export class EditFeedback {
  protected readonly drafts = inject(CellDrafts);
  protected readonly edits = inject(ItemEdits);
}

import { Component, input, output } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { Dialog } from '../dialogs/dialog';

/** Asks before signing out deletes text that was typed and not sent. */
@Component({
  selector: 'at-sign-out-dialog',
  imports: [Dialog, MatButton],
  template: `
    <at-dialog label="Sign out" (closed)="stayed.emit()">
      <h2>Sign out and delete what was not sent?</h2>
      <p>
        This browser keeps {{ count() === 1 ? 'a draft' : count() + ' drafts' }} of yours. Signing
        out deletes it, so that nobody else here can read it.
      </p>
      <div class="actions">
        <button matButton="filled" type="button" (click)="confirmed.emit()">Sign out</button>
        <button matButton="outlined" type="button" (click)="stayed.emit()">Stay</button>
      </div>
    </at-dialog>
  `,
  styles: `
    p {
      margin-top: 8px;
    }
  `,
})
export class SignOutDialog {
  /** How many drafts there are. */
  readonly count = input.required<number>();
  readonly confirmed = output();
  readonly stayed = output();
}

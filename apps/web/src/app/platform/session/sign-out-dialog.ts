import { Component, inject, input, output } from '@angular/core';
import { Dialog } from '../dialogs/dialog';
import { Texts } from '../language/texts';
import { SESSION_TEXTS } from './session.texts';

/** Asks before signing out deletes unsent text; pressing Enter twice deletes nothing. */
@Component({
  selector: 'at-sign-out-dialog',
  imports: [Dialog],
  template: `
    <at-dialog [label]="t('app.signOut')" (closed)="stayed.emit()">
      <h2>{{ t('signOut.question') }}</h2>
      <p>
        {{ texts.counted('signOut.drafts', count()) }}
      </p>
      <div class="actions">
        <button class="button is-filled is-safe" type="button" (click)="stayed.emit()">
          {{ t('signOut.stay') }}
        </button>
        <button class="button" type="button" (click)="confirmed.emit()">
          {{ t('app.signOut') }}
        </button>
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
  protected readonly texts = inject(Texts).with(SESSION_TEXTS);
  protected readonly t = this.texts.t;

  /** Number of drafts. */
  readonly count = input.required<number>();
  readonly confirmed = output();
  readonly stayed = output();
}

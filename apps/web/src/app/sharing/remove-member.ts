import { Component, computed, inject, input, output } from '@angular/core';
import type { Member } from '@action-tracker/contracts';
import { Dialog } from '../platform/dialogs/dialog';
import { Texts } from '../platform/language/texts';
import { SHARING_TEXTS } from './sharing.texts';
import { SharingWords } from './sharing-words';

/** Asks before somebody is removed from a tracker, and says what they lose. */
@Component({
  selector: 'at-remove-member',
  imports: [Dialog],
  template: `
    <at-dialog [label]="question()" (closed)="left.emit()">
      <h2>{{ question() }}</h2>
      <p>{{ loss() }}</p>
      <div class="actions">
        <button class="button is-filled is-safe" type="button" (click)="left.emit()">
          {{ t('sharing.keep') }}
        </button>
        <button class="button" type="button" (click)="confirmed.emit()">
          {{ t('sharing.remove') }}
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
export class RemoveMember {
  readonly member = input.required<Member>();
  readonly isMe = input.required<boolean>();
  /** Whether the organisation sees the tracker. */
  readonly isShared = input.required<boolean>();
  readonly confirmed = output();
  readonly left = output();

  protected readonly t = inject(Texts).with(SHARING_TEXTS).t;
  private readonly words = inject(SharingWords);
  protected readonly question = computed(() =>
    this.t('sharing.removeQuestion', { name: this.member().name }),
  );
  protected readonly loss = computed(() => {
    const role = this.words.role(this.member().role);
    if (this.isMe()) return this.t('sharing.removeYou', { role });
    return this.isShared()
      ? this.t('sharing.removeShared', { role })
      : this.t('sharing.removeHidden');
  });
}

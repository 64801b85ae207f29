import { Component, DOCUMENT, inject, input, signal } from '@angular/core';
import type { Item } from '@action-tracker/contracts';
import { Announcer } from '../../platform/announcer/announcer';
import { Texts } from '../../platform/language/texts';
import { focusMain } from '../../platform/navigation/page-focus';
import { PartNotLoaded } from '../../platform/navigation/part-not-loaded';
import { Corrections } from './corrections';
import { CORRECTION_TEXTS } from './corrections.texts';
import { ReasonDialog } from './reason-dialog';

/** The button that withdraws the item of the page, and its question. */
@Component({
  selector: 'at-withdraw-item',
  imports: [PartNotLoaded, ReasonDialog],
  template: `
    <button type="button" class="plain" (click)="ask()">{{ t('withdraw.item') }}</button>
    @if (isAsking()) {
      @defer (on immediate) {
        <at-reason-dialog
          [heading]="t('withdraw.title', { item: item().id })"
          [what]="t('withdraw.what')"
          [withdraw]="withdraw"
          (left)="isAsking.set(false)"
        />
      } @error {
        <at-part-not-loaded />
      }
    }
  `,
  styles: `
    :host {
      display: block;
      margin-top: 10px;
      padding-top: 8px;
      border-top: 1px solid var(--at-line);
    }
    .plain {
      margin-inline-start: -6px;
    }
    @media print {
      :host {
        display: none;
      }
    }
  `,
})
export class WithdrawItem {
  readonly item = input.required<Pick<Item, 'id' | 'version'>>();

  protected readonly t = inject(Texts).with(CORRECTION_TEXTS).t;
  private readonly corrections = inject(Corrections);
  private readonly announcer = inject(Announcer);
  private readonly document = inject(DOCUMENT);
  protected readonly isAsking = signal(false);

  protected readonly withdraw = async (reason: string | null): Promise<void> => {
    const { id } = this.item();
    await this.corrections.withdraw(id, { reason });
    this.isAsking.set(false);
    this.announcer.announce(this.t('withdraw.done', { item: id }));
    // A withdrawn item has no button to withdraw it.
    focusMain(this.document.getElementById('main'));
  };

  /** Also for the palette. */
  ask(): void {
    this.isAsking.set(true);
  }
}

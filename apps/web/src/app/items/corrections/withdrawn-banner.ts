import { Component, computed, DOCUMENT, inject, input, signal } from '@angular/core';
import type { Item, Withdrawal } from '@action-tracker/contracts';
import { mdiCancel } from '@mdi/js';
import { People } from '../../people/people';
import { Announcer } from '../../platform/announcer/announcer';
import { type Problem, toProblem } from '../../platform/api-problem/problem';
import { Refusal } from '../../platform/api-problem/refusal';
import { TimeAgo } from '../../platform/formats/time-ago';
import { Icon } from '../../platform/icons/icon';
import { Texts } from '../../platform/language/texts';
import { focusMain } from '../../platform/navigation/page-focus';
import { LinkedText } from '../linked-text/linked-text';
import { Corrections } from './corrections';
import { CORRECTION_TEXTS } from './corrections.texts';

/** Above a withdrawn item, on screen and on paper: by whom, when and why; and the way back. */
@Component({
  selector: 'at-withdrawn-banner',
  imports: [Icon, LinkedText, Refusal, TimeAgo],
  template: `
    <div class="callout is-warning" role="region" [attr.aria-label]="t('withdrawn.label')">
      <at-icon [path]="icon" />
      <div class="text">
        <p>
          <strong>{{ by() }}</strong> · <at-time-ago [instant]="withdrawn().at" />
          @if (withdrawn().reason; as reason) {
            · <at-linked-text [text]="reason" />
          }
        </p>
        <p class="soft">{{ t('withdrawn.what') }}</p>
        @if (refusal(); as problem) {
          <at-refusal [problem]="problem" />
        }
      </div>
      @if (isReinstatable()) {
        <button
          type="button"
          class="button"
          [attr.aria-disabled]="isSending()"
          (click)="reinstate()"
        >
          {{ t('withdrawn.reinstate') }}
        </button>
      }
    </div>
  `,
  styles: `
    .callout {
      flex-wrap: wrap;
      align-items: center;
    }
    .text {
      flex: 1;
      min-width: 200px;
    }
    .soft {
      margin-top: 2px;
    }
    @media print {
      button {
        display: none;
      }
    }
  `,
})
export class WithdrawnBanner {
  readonly item = input.required<Pick<Item, 'id'>>();
  readonly withdrawn = input.required<Withdrawal>();
  readonly isReinstatable = input.required<boolean>();

  protected readonly t = inject(Texts).with(CORRECTION_TEXTS).t;
  private readonly people = inject(People);
  private readonly corrections = inject(Corrections);
  private readonly announcer = inject(Announcer);
  private readonly document = inject(DOCUMENT);
  protected readonly icon = mdiCancel;
  protected readonly by = computed(() =>
    this.t('withdrawn.by', { name: this.people.nameOf(this.withdrawn().by_id) }),
  );
  protected readonly isSending = signal(false);
  protected readonly refusal = signal<Problem | undefined>(undefined);

  /** Also for the palette. */
  async reinstate(): Promise<void> {
    if (this.isSending()) return;
    this.isSending.set(true);
    this.refusal.set(undefined);
    const { id } = this.item();
    try {
      await this.corrections.reinstate(id);
      this.announcer.announce(this.t('withdrawn.reinstated', { item: id }));
      // The button goes with the banner.
      focusMain(this.document.getElementById('main'));
    } catch (failure) {
      this.refusal.set(toProblem(failure));
    } finally {
      this.isSending.set(false);
    }
  }
}

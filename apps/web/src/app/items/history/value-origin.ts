import { Component, computed, inject, input, linkedSignal } from '@angular/core';
import { mdiAccountQuestionOutline } from '@mdi/js';
import type { ItemEventEntry } from '@action-tracker/contracts';
import { TimeAgo } from '../../platform/formats/time-ago';
import { Icon } from '../../platform/icons/icon';
import { FieldWords } from '../fields/field-words';
import { Texts } from '../../platform/language/texts';
import { People } from '../../people/people';
import { HISTORY_TEXTS } from './history.texts';
import { HistoryWords } from './history-words';

let nextId = 0;

/** A button beside a value that shows who set it, when, and the previous value. */
@Component({
  selector: 'at-value-origin',
  imports: [Icon, TimeAgo],
  template: `
    @if (origin(); as origin) {
      <button
        type="button"
        class="icon"
        [title]="t('origin.ask')"
        [attr.aria-label]="t('origin.askOf', { field: words.label(field()) })"
        [attr.aria-expanded]="isOpen()"
        [attr.aria-controls]="originId"
        (click)="isOpen.set(!isOpen())"
      >
        <at-icon [path]="originIcon" />
      </button>
      <span class="origin" role="status" [id]="originId">
        @if (isOpen()) {
          {{ t('origin.setBy', { name: people.nameOf(origin.actor_id) }) }}
          <at-time-ago [instant]="origin.occurred_at" />,
          {{ before() }}
          @if (origin.source; as source) {
            <span [title]="'SHA-256 ' + source.sha256">
              {{ t('origin.imported', { file: names.source(source) }) }}
            </span>
          }
        }
      </span>
    }
  `,
  styles: `
    :host {
      display: contents;
    }
    button.icon {
      width: 26px;
      height: 26px;
      color: var(--at-text-soft);
    }
    button.icon at-icon {
      width: 15px;
      height: 15px;
    }
    button[aria-expanded='true'] {
      background: var(--at-hover);
    }
    .origin {
      color: var(--at-text-soft);
      font-size: 12px;
      font-weight: 400;
      line-height: 18px;
      overflow-wrap: anywhere;
    }
    .origin:not(:empty) {
      flex-basis: 100%;
    }
    @media print {
      :host {
        display: none;
      }
    }
  `,
})
export class ValueOrigin {
  /** Wire name of the field. */
  readonly field = input.required<string>();
  /** The item's ledger entries, oldest first; without them there is no button. */
  readonly events = input<readonly ItemEventEntry[]>();

  protected readonly t = inject(Texts).with(HISTORY_TEXTS).t;
  protected readonly words = inject(FieldWords);
  protected readonly names = inject(HistoryWords);
  protected readonly people = inject(People);
  protected readonly originIcon = mdiAccountQuestionOutline;
  protected readonly originId = `value-origin-${nextId++}`;
  protected readonly origin = computed(() =>
    this.events()?.findLast(({ to }) => this.field() in to),
  );
  /** Closes when the entry changes. */
  protected readonly isOpen = linkedSignal({
    source: () => this.origin()?.position,
    computation: () => false,
  });
  protected readonly before = computed(() => {
    const before = this.origin()?.from?.[this.field()];
    if (before === undefined) return this.t('origin.whenCreated');
    return this.t('origin.from', { value: this.words.value(this.field(), before) });
  });
}

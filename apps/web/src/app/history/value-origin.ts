import { NgTemplateOutlet } from '@angular/common';
import { Component, computed, inject, input, linkedSignal } from '@angular/core';
import type { ItemEventEntry } from '@action-tracker/contracts';
import { TimeAgo } from '../dates/time-ago';
import { FieldWords } from '../items/field-words';
import { Texts } from '../language/texts';
import { People } from '../people/people';

let nextId = 0;

/** A value that says, when it is pressed, who set it, when, and from what. */
@Component({
  selector: 'at-value-origin',
  imports: [NgTemplateOutlet, TimeAgo],
  template: `
    @if (origin(); as origin) {
      <button
        type="button"
        [title]="t('origin.ask')"
        [attr.aria-expanded]="isOpen()"
        [attr.aria-controls]="originId"
        (click)="isOpen.set(!isOpen())"
      >
        <ng-container [ngTemplateOutlet]="value" />
      </button>
      <span class="origin" role="status" [id]="originId">
        @if (isOpen()) {
          {{ t('origin.setBy', { name: people.nameOf(origin.actor_id) }) }}
          <at-time-ago [instant]="origin.occurred_at" />,
          {{ before() }}
        }
      </span>
    } @else {
      <ng-container [ngTemplateOutlet]="value" />
    }
    <ng-template #value><ng-content /></ng-template>
  `,
  styles: `
    button {
      display: inline-flex;
      flex-wrap: wrap;
      max-width: calc(100% + 12px);
      margin-inline: -6px;
      padding: 0 6px;
      border: 0;
      border-radius: 6px;
      background: none;
      color: inherit;
      font: inherit;
      text-align: start;
      overflow-wrap: anywhere;
      cursor: pointer;
    }
    button:hover,
    button[aria-expanded='true'] {
      background: var(--at-hover);
    }
    .origin {
      display: block;
      color: var(--at-text-soft);
      font-size: 12px;
      font-weight: 400;
      line-height: 18px;
      overflow-wrap: anywhere;
    }
  `,
})
export class ValueOrigin {
  /** Wire name of the field that has the value. */
  readonly field = input.required<string>();
  /** The item's ledger entries, oldest first; undefined where there is nothing to press. */
  readonly events = input<readonly ItemEventEntry[]>();

  protected readonly t = inject(Texts).t;
  private readonly words = inject(FieldWords);
  protected readonly people = inject(People);
  protected readonly originId = `value-origin-${nextId++}`;
  protected readonly origin = computed(() =>
    this.events()?.findLast(({ to }) => this.field() in to),
  );
  /** Another entry is another answer. */
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

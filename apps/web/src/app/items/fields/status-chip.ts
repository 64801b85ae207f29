import { Component, computed, inject, input } from '@angular/core';
import type { Item } from '@action-tracker/contracts';
import { FieldWords } from './field-words';
import { toneOf } from './marks';

/** A status as a word with a mark that fills with progress. */
@Component({
  selector: 'at-status-chip',
  template: `<span class="chip" [attr.data-mark]="tone()">{{ word() }}</span>`,
})
export class StatusChip {
  readonly item = input.required<Pick<Item, 'status'>>();

  private readonly words = inject(FieldWords);
  protected readonly word = computed(() => this.words.value('status', this.item().status));
  protected readonly tone = computed(() => toneOf(this.item()));
}

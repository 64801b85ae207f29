import { Component, computed, inject, input } from '@angular/core';
import type { Item } from '@action-tracker/contracts';
import { FieldWords } from './field-words';
import { priorityLevel } from './marks';

/** A priority as bars and a word. */
@Component({
  selector: 'at-priority-mark',
  template: `<span class="urgency" [attr.data-mark]="level()">{{ word() }}</span>`,
})
export class PriorityMark {
  readonly item = input.required<Pick<Item, 'priority'>>();

  private readonly words = inject(FieldWords);
  protected readonly word = computed(() => this.words.value('priority', this.item().priority));
  protected readonly level = computed(() => priorityLevel(this.item()));
}

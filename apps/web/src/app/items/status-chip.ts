import { Component, computed, inject, input } from '@angular/core';
import type { Status } from '@action-tracker/contracts';
import { FieldWords } from './field-words';

/** A status as a word with a mark that fills as the work proceeds. */
@Component({
  selector: 'at-status-chip',
  template: `<span class="chip" [attr.data-tone]="tone()">{{ word() }}</span>`,
})
export class StatusChip {
  readonly status = input.required<Status>();

  private readonly words = inject(FieldWords);
  protected readonly word = computed(() => this.words.value('status', this.status()));
  protected readonly tone = computed(() => this.status().toLowerCase().replace(' ', '-'));
}

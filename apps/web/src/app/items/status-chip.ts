import { Component, computed, input } from '@angular/core';
import type { Status } from '@action-tracker/contracts';

/** A status as a word with a mark that fills as the work proceeds. */
@Component({
  selector: 'at-status-chip',
  template: `<span class="chip" [attr.data-tone]="tone()">{{ status() }}</span>`,
})
export class StatusChip {
  readonly status = input.required<Status>();

  protected readonly tone = computed(() => this.status().toLowerCase().replace(' ', '-'));
}

import { Component, computed, input } from '@angular/core';
import type { Item, PlainDate } from '@action-tracker/contracts';
import { formatPlainDate } from '../dates/plain-date';
import { TimeAgo } from '../dates/time-ago';
import { Person } from '../people/person';
import { DueDate } from './due-date';
import { PriorityMark } from './priority-mark';
import { StatusChip } from './status-chip';

/** The fields of an item, to read. */
@Component({
  selector: 'at-item-facts',
  imports: [DueDate, Person, PriorityMark, StatusChip, TimeAgo],
  template: `
    <dl>
      <dt>Status</dt>
      <dd><at-status-chip [status]="item().status" /></dd>
      <dt>Due</dt>
      <dd><at-due-date [item]="item()" [today]="today()" /></dd>
      <dt>Owner</dt>
      <dd><at-person [id]="item().owner_id" /></dd>
      <dt>Priority</dt>
      <dd><at-priority-mark [priority]="item().priority" /></dd>
      <dt>Category</dt>
      <dd>{{ item().category }}</dd>
      <dt>Created</dt>
      <dd class="figures">{{ created() }}</dd>
      <dt>Created by</dt>
      <dd><at-person [id]="item().created_by_id" /></dd>
      <dt>Updated</dt>
      <dd><at-time-ago [instant]="item().updated_at" /></dd>
    </dl>
  `,
  styles: `
    dl {
      display: grid;
      grid-template-columns: 76px minmax(0, 1fr);
      align-items: center;
      gap: 8px;
      margin: 0;
      font-size: 13px;
    }
    dt {
      color: var(--at-text-soft);
    }
    .figures {
      font-variant-numeric: tabular-nums;
    }
    dd {
      min-height: 24px;
      margin: 0;
      line-height: 24px;
    }
  `,
})
export class ItemFacts {
  readonly item = input.required<Item>();

  /** The day to judge the due date by, for an item of the past. */
  readonly today = input<PlainDate>();

  protected readonly created = computed(() => formatPlainDate(this.item().create_date));
}

import { Component, computed, inject, input } from '@angular/core';
import type { Item, ItemEventEntry, PlainDate } from '@action-tracker/contracts';
import { TimeAgo } from '../dates/time-ago';
import { ValueOrigin } from '../history/value-origin';
import { Formats } from '../language/formats';
import { Texts } from '../language/texts';
import { Person } from '../people/person';
import { DueDate } from './due-date';
import { FieldWords } from './field-words';
import { PriorityMark } from './priority-mark';
import { StatusChip } from './status-chip';

/** The fields of an item, to read. */
@Component({
  selector: 'at-item-facts',
  imports: [DueDate, Person, PriorityMark, StatusChip, TimeAgo, ValueOrigin],
  template: `
    <dl>
      <dt>{{ t('field.status') }}</dt>
      <dd>
        <at-value-origin field="status" [events]="events()">
          <at-status-chip [item]="item()" />
        </at-value-origin>
      </dd>
      <dt>{{ t('field.due_date') }}</dt>
      <dd>
        <at-value-origin field="due_date" [events]="events()">
          <at-due-date [item]="item()" [today]="today()" />
        </at-value-origin>
      </dd>
      <dt>{{ t('field.owner_id') }}</dt>
      <dd>
        <at-value-origin field="owner_id" [events]="events()">
          <at-person [id]="item().owner_id" />
        </at-value-origin>
      </dd>
      <dt>{{ t('field.priority') }}</dt>
      <dd>
        <at-value-origin field="priority" [events]="events()">
          <at-priority-mark [item]="item()" />
        </at-value-origin>
      </dd>
      <dt>{{ t('field.category') }}</dt>
      <dd>
        <at-value-origin field="category" [events]="events()">
          {{ words.value('category', item().category) }}
        </at-value-origin>
      </dd>
      <dt>{{ t('field.create_date') }}</dt>
      <dd class="figures">{{ created() }}</dd>
      <dt>{{ t(isImported() ? 'field.imported_by' : 'field.created_by_id') }}</dt>
      <dd><at-person [id]="item().created_by_id" /></dd>
      <dt>{{ t('field.updated_at') }}</dt>
      <dd><at-time-ago [instant]="item().updated_at" /></dd>
    </dl>
  `,
  styles: `
    dl {
      display: grid;
      grid-template-columns: max-content minmax(0, 1fr);
      align-items: baseline;
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

  /** Its ledger entries, to say who set a value; without them nothing can be pressed. */
  readonly events = input<readonly ItemEventEntry[]>();

  /** The day to judge the due date by, for an item of the past. */
  readonly today = input<PlainDate>();

  protected readonly t = inject(Texts).t;
  protected readonly words = inject(FieldWords);
  private readonly formats = inject(Formats);
  /** A file that names nobody leaves the creation to the importer, who only wrote it down. */
  protected readonly isImported = computed(() => {
    const first = this.events()?.find(({ type }) => type === 'ItemCreated');
    return first?.channel === 'import' && first.actor_id === first.recorded_by_id;
  });
  protected readonly created = computed(() => this.formats.plainDate(this.item().create_date));
}

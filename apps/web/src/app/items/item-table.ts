import { Component, inject, input, output } from '@angular/core';
import { MatSortModule, type Sort } from '@angular/material/sort';
import { RouterLink } from '@angular/router';
import type { Item } from '@action-tracker/contracts';
import { formatTimestamp, formatTimestampDay } from '../dates/timestamp';
import { Person } from '../people/person';
import { Session } from '../session/session';
import { DueDate } from './due-date';
import { ITEM_COLUMNS, type ItemColumn, type ItemOrder } from './item-order';
import { PriorityMark } from './priority-mark';
import { StatusChip } from './status-chip';

const COLUMN_TITLES: Readonly<Record<ItemColumn, string>> = {
  id: '#',
  title: 'Title',
  due_date: 'Due',
  category: 'Category',
  owner_id: 'Owner',
  priority: 'Priority',
  status: 'Status',
  updated_at: 'Updated',
};

/** The spreadsheet: items in the order they come, one line each, a card each on a narrow screen. */
@Component({
  selector: 'at-item-table',
  imports: [DueDate, MatSortModule, Person, PriorityMark, RouterLink, StatusChip],
  templateUrl: './item-table.html',
  styleUrl: './item-table.scss',
})
export class ItemTable {
  /** The rows that are drawn; there may be more. */
  readonly items = input.required<readonly Item[]>();
  /** How many rows the table has, drawn or not. */
  readonly total = input.required<number>();
  readonly order = input.required<ItemOrder>();
  readonly orderChanged = output<ItemOrder>();

  private readonly session = inject(Session);
  protected readonly columns = ITEM_COLUMNS.map((id) => ({ id, title: COLUMN_TITLES[id] }));

  protected updatedDay({ updated_at }: Item): string {
    return formatTimestampDay(updated_at, this.session.timeZone());
  }

  protected updatedExactly({ updated_at }: Item): string {
    return formatTimestamp(updated_at, this.session.timeZone());
  }

  protected orderBy({ active, direction }: Sort): void {
    const column = ITEM_COLUMNS.find((candidate) => candidate === active);
    if (column && direction !== '') this.orderChanged.emit({ column, direction });
  }

  /** On a narrow screen there are no headers to press; a list of columns takes their place. */
  protected orderByName(name: string): void {
    const column = ITEM_COLUMNS.find((candidate) => candidate === name);
    if (column) this.orderChanged.emit({ ...this.order(), column });
  }

  protected turnAround(): void {
    const { column, direction } = this.order();
    this.orderChanged.emit({ column, direction: direction === 'asc' ? 'desc' : 'asc' });
  }
}

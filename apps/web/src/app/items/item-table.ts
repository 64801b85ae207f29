import { Component, inject, input, output } from '@angular/core';
import { MatSortModule, type Sort } from '@angular/material/sort';
import { RouterLink } from '@angular/router';
import type { Item } from '@action-tracker/contracts';
import { formatTimestamp, formatTimestampDay } from '../dates/timestamp';
import { Person } from '../people/person';
import { Session } from '../session/session';
import { DueDate } from './due-date';
import { COLUMN_TITLES } from './field-words';
import { ITEM_COLUMNS, type ItemOrder } from './item-order';
import type { ItemSection } from './item-sections';
import { PriorityMark } from './priority-mark';
import { StatusChip } from './status-chip';
import { TableLayout } from './table-layout';

/** The spreadsheet: items in the order they come, one line each, a card each on a narrow screen. */
@Component({
  selector: 'at-item-table',
  imports: [DueDate, MatSortModule, Person, PriorityMark, RouterLink, StatusChip],
  templateUrl: './item-table.html',
  styleUrl: './item-table.scss',
})
export class ItemTable {
  /** The rows that are drawn, by group; there may be more. */
  readonly sections = input.required<readonly ItemSection[]>();
  /** How many rows the table has, drawn or not. */
  readonly total = input.required<number>();
  readonly order = input.required<ItemOrder>();
  readonly orderChanged = output<ItemOrder>();

  private readonly session = inject(Session);
  protected readonly layout = inject(TableLayout);
  protected readonly allColumns = ITEM_COLUMNS;
  protected readonly titles = COLUMN_TITLES;

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

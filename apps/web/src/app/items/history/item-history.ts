import { Component, computed, inject, input, signal } from '@angular/core';
import { mdiChevronDown } from '@mdi/js';
import type { ItemEventEntry } from '@action-tracker/contracts';
import { Icon } from '../../platform/icons/icon';
import { Texts } from '../../platform/language/texts';
import { FieldChanges } from './field-changes';
import { historyEntries } from './history-entries';
import { HistoryHead } from './history-head';
import { HistoryLine } from './history-line';
import { type HistoryRun, historyRuns } from './history-runs';
import { HISTORY_TEXTS } from './history.texts';

/** The full history of an item; what one person changed within five minutes is one line that opens. */
@Component({
  selector: 'at-item-history',
  imports: [FieldChanges, HistoryHead, HistoryLine, Icon],
  templateUrl: './item-history.html',
  styleUrl: './item-history.scss',
})
export class ItemHistory {
  /** The item's ledger entries, oldest first. */
  readonly events = input.required<readonly ItemEventEntry[]>();

  protected readonly texts = inject(Texts).with(HISTORY_TEXTS);
  protected readonly runs = computed(() => historyRuns(historyEntries(this.events())));
  protected readonly foldIcon = mdiChevronDown;
  /** Positions of the entries of open runs: a run stays open when it grows. */
  private readonly open = signal<ReadonlySet<number>>(new Set());

  protected isRunOpen({ positions }: HistoryRun): boolean {
    return positions.some((position) => this.open().has(position));
  }

  protected toggle(run: HistoryRun): void {
    const isOpen = this.isRunOpen(run);
    const others = [...this.open()].filter((position) => !run.positions.includes(position));
    this.open.set(new Set(isOpen ? others : [...others, ...run.positions]));
  }

  protected idOf({ positions }: HistoryRun): string {
    return `history-${positions[0]}`;
  }
}

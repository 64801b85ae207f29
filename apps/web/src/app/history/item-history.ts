import { Component, computed, inject, input } from '@angular/core';
import type { ItemEventEntry } from '@action-tracker/contracts';
import { TimeAgo } from '../dates/time-ago';
import { fieldLabel, valueInWords } from '../items/field-words';
import { People } from '../people/people';
import { type FieldChange, type HistoryEntry, historyEntries } from './history-entries';

const WORDS = new Intl.ListFormat('en', { type: 'conjunction' });

/** Everything that ever happened to an item: who, when, from what, to what, why. */
@Component({
  selector: 'at-item-history',
  imports: [TimeAgo],
  templateUrl: './item-history.html',
  styleUrl: './item-history.scss',
})
export class ItemHistory {
  /** The item's ledger entries, oldest first. */
  readonly events = input.required<readonly ItemEventEntry[]>();

  protected readonly people = inject(People);
  protected readonly entries = computed(() => historyEntries(this.events()));
  protected readonly label = fieldLabel;

  protected deedsOf({ deeds }: HistoryEntry): string {
    return WORDS.format(deeds);
  }

  /** `#12`, or `#12–14` for a command of three events. */
  protected placeOf({ positions }: HistoryEntry): string {
    const [first, last] = [positions.at(0), positions.at(-1)];
    return first === last ? `#${first}` : `#${first}–${last}`;
  }

  protected recorderOf({ recordedById, channel }: HistoryEntry): string | undefined {
    if (recordedById === undefined) return undefined;
    const verb = channel === 'import' ? 'imported' : 'recorded';
    return `${verb} by ${this.people.nameOf(recordedById)}`;
  }

  protected inWords({ field }: FieldChange, value: string | number | null): string {
    return valueInWords(field, value, (id) => this.people.nameOf(id));
  }
}

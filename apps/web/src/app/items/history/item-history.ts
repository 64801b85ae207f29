import { Component, computed, inject, input } from '@angular/core';
import type { ItemEventEntry } from '@action-tracker/contracts';
import { TimeAgo } from '../../platform/formats/time-ago';
import { FieldWords } from '../fields/field-words';
import { Formats } from '../../platform/formats/formats';
import { Moment } from '../../platform/moment/moment';
import { OwnActs } from '../../platform/own-acts/own-acts';
import { Texts } from '../../platform/language/texts';
import { LinkedText } from '../linked-text/linked-text';
import { People } from '../../people/people';
import { type HistoryEntry, historyEntries } from './history-entries';
import { HISTORY_TEXTS } from './history.texts';

/** The full history of an item: who changed what, when, from which value to which, and why. */
@Component({
  selector: 'at-item-history',
  imports: [LinkedText, TimeAgo],
  templateUrl: './item-history.html',
  styleUrl: './item-history.scss',
})
export class ItemHistory {
  /** The item's ledger entries, oldest first. */
  readonly events = input.required<readonly ItemEventEntry[]>();

  protected readonly t = inject(Texts).with(HISTORY_TEXTS).t;
  protected readonly words = inject(FieldWords);
  private readonly formats = inject(Formats);
  protected readonly people = inject(People);
  protected readonly isPast = inject(Moment).isPast;
  private readonly own = inject(OwnActs);
  protected readonly entries = computed(() => historyEntries(this.events()));

  protected undo({ commandId }: HistoryEntry): void {
    this.own.asked.set({ command_id: commandId });
  }

  protected deedsOf({ deeds }: HistoryEntry): string {
    return this.formats.list(deeds.map((deed) => this.t(`deed.${deed}`)));
  }

  /** `#12`, or `#12–14` for a command of three events. */
  protected placeOf({ positions }: Pick<HistoryEntry, 'positions'>): string {
    const [first, last] = [positions.at(0), positions.at(-1)];
    return first === last ? `#${first}` : `#${first}–${last}`;
  }

  protected recorderOf({ recordedById, channel }: HistoryEntry): string | undefined {
    if (recordedById === undefined) return undefined;
    const name = this.people.nameOf(recordedById);
    return this.t(channel === 'import' ? 'history.importedBy' : 'history.recordedBy', { name });
  }
}

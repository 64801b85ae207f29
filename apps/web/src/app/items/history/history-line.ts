import { Component, computed, inject, input } from '@angular/core';
import { Moment } from '../../platform/moment/moment';
import { OwnActs } from '../../platform/own-acts/own-acts';
import { Texts } from '../../platform/language/texts';
import { LinkedText } from '../linked-text/linked-text';
import { People } from '../../people/people';
import { Rights } from '../../trackers/rights';
import { ItemStore } from '../store/item-store';
import { FieldChanges } from './field-changes';
import type { HistoryEntry } from './history-entries';
import { HistoryHead } from './history-head';
import { HISTORY_TEXTS } from './history.texts';
import { HistoryWords } from './history-words';

/** One entry of a history: who changed what, when, from which value to which, and why. */
@Component({
  selector: 'at-history-line',
  imports: [FieldChanges, HistoryHead, LinkedText],
  templateUrl: './history-line.html',
  styleUrl: './history-line.scss',
})
export class HistoryLine {
  readonly entry = input.required<HistoryEntry>();

  protected readonly t = inject(Texts).with(HISTORY_TEXTS).t;
  protected readonly names = inject(HistoryWords);
  private readonly people = inject(People);
  private readonly own = inject(OwnActs);
  private readonly isPast = inject(Moment).isPast;
  private readonly item = inject(ItemStore).item;
  private readonly rights = inject(Rights);
  protected readonly mayUndo = computed(() => {
    const { tracker_id = 0 } = this.item() ?? {};
    return !this.isPast() && this.rights.mayUndo(tracker_id, this.entry().actorId);
  });
  protected readonly recorder = computed(() => {
    const { recordedById, channel, source } = this.entry();
    if (recordedById === undefined) return undefined;
    const name = this.people.nameOf(recordedById);
    if (channel !== 'import') return this.t('history.recordedBy', { name });
    if (source === null) return this.t('history.importedBy', { name });
    return this.t('history.importedFrom', { name, file: this.names.source(source) });
  });

  protected undo(): void {
    this.own.asked.set({ command_id: this.entry().commandId });
  }
}

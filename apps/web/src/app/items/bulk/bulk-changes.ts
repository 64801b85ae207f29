/** Changes many items at once, and keeps what came of it until the user has read it. */
import { inject, Service, signal } from '@angular/core';
import type { BulkItem, BulkRequest } from '@action-tracker/contracts';
import { Announcer } from '../../platform/announcer/announcer';
import { type Problem, toProblem } from '../../platform/api-problem/problem';
import { Texts } from '../../platform/language/texts';
import { ItemListStore } from '../store/item-list-store';
import { BulkApi } from './bulk-api';
import { BULK_TEXTS } from './bulk.texts';

interface Outcome {
  readonly text: string;
  readonly unchanged: number;
  readonly refused: readonly BulkItem[];
  /** What undo takes back; null if there is nothing. */
  readonly batch: string | null;
}

@Service()
export class BulkChanges {
  private readonly api = inject(BulkApi);
  private readonly store = inject(ItemListStore);
  private readonly announcer = inject(Announcer);
  private readonly texts = inject(Texts).with(BULK_TEXTS);

  readonly outcome = signal<Outcome | undefined>(undefined);
  /** How many items are done; undefined while nothing is sent. */
  readonly done = signal<number | undefined>(undefined);
  private readonly progress = (done: number) => this.done.set(done);

  /** Answers why nothing at all was changed, if so. */
  send(request: BulkRequest): Promise<Problem | undefined> {
    return this.run(async () => {
      const { batch, items } = await this.api.change(request, this.progress);
      const of = (wanted: BulkItem['outcome']) => items.filter(({ outcome }) => outcome === wanted);
      const changed = of('changed').length;
      return {
        text: this.texts.counted('bulk.changed', changed),
        ...{ unchanged: of('unchanged').length, refused: of('refused') },
        batch: changed > 0 ? batch : null,
      };
    });
  }

  /** The undo can be undone too. */
  undo(batch: string): Promise<Problem | undefined> {
    return this.run(async () => {
      const { batch: undo, done, conflicts } = await this.api.undo(batch, this.progress);
      const text = [
        this.texts.counted('bulk.undone', done),
        ...(conflicts > 0 ? [this.texts.counted('bulk.conflicts', conflicts)] : []),
      ].join(' ');
      return { text, unchanged: 0, refused: [], batch: done > 0 ? undo : null };
    });
  }

  private async run(act: () => Promise<Outcome>): Promise<Problem | undefined> {
    if (this.done() !== undefined) return undefined;
    this.outcome.set(undefined);
    this.done.set(0);
    try {
      const outcome = await act();
      this.outcome.set(outcome);
      this.announcer.announce(outcome.text);
      return undefined;
    } catch (failure) {
      return toProblem(failure);
    } finally {
      this.done.set(undefined);
      void this.store.poll();
    }
  }
}

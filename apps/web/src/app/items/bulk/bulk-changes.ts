/** Changes many items at once, and keeps what came of it until the user has read it. */
import { inject, Service, signal } from '@angular/core';
import type { BulkItem, BulkRequest } from '@action-tracker/contracts';
import { Announcer } from '../../platform/announcer/announcer';
import { type Problem, toProblem } from '../../platform/api-problem/problem';
import { OwnActs } from '../../platform/own-acts/own-acts';
import { Texts } from '../../platform/language/texts';
import { ItemListStore } from '../store/item-list-store';
import { BulkApi } from './bulk-api';
import { BULK_TEXTS } from './bulk.texts';

interface Outcome {
  readonly changed: number;
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
  private readonly own = inject(OwnActs);
  private readonly texts = inject(Texts).with(BULK_TEXTS);

  readonly outcome = signal<Outcome | undefined>(undefined);
  /** How many items are done; undefined while nothing is sent. */
  readonly done = signal<number | undefined>(undefined);

  /** Answers why nothing at all was changed, if so. */
  async send(request: BulkRequest): Promise<Problem | undefined> {
    if (this.done() !== undefined) return undefined;
    this.outcome.set(undefined);
    this.done.set(0);
    try {
      const { batch, items } = await this.api.change(request, (done) => this.done.set(done));
      this.show(items, batch);
      return undefined;
    } catch (failure) {
      return toProblem(failure);
    } finally {
      this.done.set(undefined);
      void this.store.poll();
    }
  }

  /** With a preview where somebody has changed something since. */
  undo(batch: string): void {
    this.outcome.set(undefined);
    this.own.acts.update((acts) => acts.filter((act) => act.batch !== batch));
    this.own.asked.set({ batch });
  }

  private show(items: readonly BulkItem[], batch: string | null): void {
    const of = (wanted: BulkItem['outcome']) => items.filter(({ outcome }) => outcome === wanted);
    const changed = of('changed').length;
    this.outcome.set({
      ...{ changed, unchanged: of('unchanged').length, refused: of('refused') },
      batch: changed > 0 ? batch : null,
    });
    this.announcer.announce(this.texts.counted('bulk.changed', changed));
  }
}

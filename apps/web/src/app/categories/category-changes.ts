import { computed, inject, Injectable, linkedSignal, signal } from '@angular/core';
import type { TrackerCategory } from '@action-tracker/contracts';
import { type Problem, toProblem } from '../platform/api-problem/problem';
import { TrackerStore } from '../trackers/tracker-store';
import type { VersionedTracker } from '../trackers/trackers-api';
import { CategoriesApi } from './categories-api';

/** From the list before to the list after. */
export type CategoryChange = (before: readonly TrackerCategory[]) => readonly TrackerCategory[];

/** What gets the focus after a change has moved or removed the button that made it. */
export interface FocusedAct {
  readonly key: string;
  readonly act: 'up' | 'down' | 'rename' | 'retire';
}

/**
 * Changes the categories of the displayed tracker, one change after the other: whoever presses a
 * button several times need not wait for the answers. Provided by the list of categories.
 */
@Injectable()
export class CategoryChanges {
  private readonly api = inject(CategoriesApi);
  private readonly trackers = inject(TrackerStore);
  /** As the server answered last; it stays while the tracker is read again. */
  private readonly known = linkedSignal<VersionedTracker | undefined, VersionedTracker | undefined>(
    {
      source: this.trackers.versioned,
      computation: (now, before) => now ?? before?.value,
    },
  );
  /** The changes that the server has not answered yet. */
  private readonly pending = signal<readonly CategoryChange[]>([]);
  private last: Promise<unknown> = Promise.resolve();

  /** With the changes that are on their way. */
  readonly all = computed(() =>
    this.pending().reduce(
      (before, change) => change(before),
      this.known()?.tracker.categories ?? [],
    ),
  );
  readonly hasChangedSince = signal(false);
  readonly focused = signal<FocusedAct | undefined>(undefined);

  /** Resolves with why it was refused; then the changes made after it are dropped as well. */
  attempt(change: CategoryChange): Promise<Problem | undefined> {
    this.hasChangedSince.set(false);
    this.pending.update((before) => [...before, change]);
    const sent = this.last.then(() => this.send(change));
    this.last = sent;
    return sent;
  }

  private async send(change: CategoryChange): Promise<Problem | undefined> {
    if (!this.pending().includes(change)) return undefined;
    try {
      this.known.set(await this.sendNewest(change));
      this.pending.update(([, ...others]) => others);
      if (this.pending().length === 0) this.trackers.refresh();
      return undefined;
    } catch (failure) {
      const problem = toProblem(failure);
      this.pending.set([]);
      this.hasChangedSince.set(problem.code === 'PRECONDITION_FAILED');
      this.trackers.refresh();
      return problem;
    }
  }

  /** Once more if something else of the tracker has changed, such as who is in it. */
  private async sendNewest(change: CategoryChange): Promise<VersionedTracker> {
    const known = this.known();
    if (!known) throw new Error('Expected the tracker of the categories, found none');
    try {
      return await this.sendTo(known, change);
    } catch (failure) {
      if (toProblem(failure).code !== 'PRECONDITION_FAILED') throw failure;
      const newest = await this.trackers.read(known.tracker.id);
      const isSame = isSameList(newest.tracker.categories, known.tracker.categories);
      this.known.set(newest);
      if (!isSame) throw failure;
      return this.sendTo(newest, change);
    }
  }

  private sendTo(
    { tracker, version }: VersionedTracker,
    change: CategoryChange,
  ): Promise<VersionedTracker> {
    const { id, categories } = tracker;
    const isKnown = ({ key }: TrackerCategory) => categories.some((one) => one.key === key);
    const wanted = change(categories).map((one) => (isKnown(one) ? one : { name: one.name }));
    return this.api.change(id, wanted, version);
  }
}

const isSameList = (some: readonly TrackerCategory[], others: readonly TrackerCategory[]) =>
  JSON.stringify(some) === JSON.stringify(others);

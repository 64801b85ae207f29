import { httpResource, type HttpResourceRef } from '@angular/common/http';
import { inject, Service } from '@angular/core';
import type { Params } from '@angular/router';
import { API_PATHS, type Moment, type Priority, type Status } from '@action-tracker/contracts';
import { isResolved } from '../../platform/moment/moment';
import { Polling } from '../../platform/polling/polling';

/** In the order in which people read them. */
export const CHANGE_KINDS = [
  ...(['created', 'completed', 'reopened', 'due_date_moved', 'status_changed'] as const),
  ...(['reassigned', 'reprioritised', 'recategorised', 'retitled', 'noted'] as const),
  ...(['withdrawn', 'reinstated'] as const),
];
export type ChangeKind = (typeof CHANGE_KINDS)[number];

interface FromTo<Value> {
  readonly from: Value;
  readonly to: Value;
}

/** How one item differs between two moments. */
export interface ItemChanges {
  readonly item_id: string;
  readonly title: string;
  readonly kinds: readonly ChangeKind[];
  readonly title_before?: string;
  readonly due_date?: FromTo<string | null> & {
    readonly days: number | null;
    /** The latest that was given for a move in between. */
    readonly reason: string | null;
  };
  readonly owner_id?: FromTo<number>;
  readonly priority?: FromTo<Priority>;
  readonly category?: FromTo<string>;
  readonly status?: FromTo<Status> & { readonly path: readonly Status[] };
  readonly notes_added: number;
}

export interface Changes {
  readonly from: Moment;
  readonly to: Moment;
  readonly items: readonly ItemChanges[];
  readonly untouched: readonly string[];
}

/** An end of a comparison for the address: the same whenever it is asked for. */
export const resolvedEnd = (asked: string, { instant }: Moment): string =>
  isResolved(asked) ? asked : instant;

@Service()
export class ChangesApi {
  private readonly polling = inject(Polling);

  /**
   * Idle while an argument is undefined. Neither may throw, as a required input does until it has a
   * value: a resource that was refused a request and is idle afterwards throws whenever it is read.
   *
   * @param ends The parameters `from` and `to`.
   */
  between(
    trackerId: () => number | undefined,
    ends: () => Params | undefined,
  ): HttpResourceRef<Changes | undefined> {
    const changes = httpResource<Changes>(() => {
      const [id, params] = [trackerId(), ends()];
      if (id === undefined || params === undefined) return undefined;
      return { url: `${API_PATHS.tracker(id)}/changes`, params };
    });
    this.polling.retry(changes);
    return changes;
  }
}

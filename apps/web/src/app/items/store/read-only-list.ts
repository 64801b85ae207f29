import { computed, inject, type Signal } from '@angular/core';
import { Moment } from '../../platform/moment/moment';
import { Rights } from '../../trackers/rights';
import { ListView } from '../view/list-view';
import { ItemListStore } from './item-list-store';

/**
 * Neither the past nor withdrawn items can be changed, nor what somebody may only read. Requires an
 * injection context.
 */
export function isListReadOnly(): Signal<boolean> {
  const { isPast } = inject(Moment);
  const { isWithdrawn } = inject(ListView);
  const { scope } = inject(ItemListStore);
  const rights = inject(Rights);
  return computed(() => {
    const of = scope();
    // In the list of all trackers each item is asked for.
    return isPast() || isWithdrawn() || (typeof of === 'number' && !rights.may('add_note', of));
  });
}

import { computed, inject, type Signal } from '@angular/core';
import { Moment } from '../../platform/moment/moment';
import { ListView } from './list-view';

/** Neither the past nor withdrawn items can be changed. Requires an injection context. */
export function isListReadOnly(): Signal<boolean> {
  const { isPast } = inject(Moment);
  const { isWithdrawn } = inject(ListView);
  return computed(() => isPast() || isWithdrawn());
}

import { Component, computed, inject } from '@angular/core';
import { RouterLink } from '@angular/router';
import { mdiPencilOutline, mdiPlus } from '@mdi/js';
import { TimeAgo } from '../dates/time-ago';
import { Icon } from '../icons/icon';
import { Texts } from '../language/texts';
import { LoadState } from '../loading/load-state';
import { Polling } from '../polling/polling';
import { TrackerStore } from './tracker-store';

/** Every tracker with how much is open in it: the page people start from. */
@Component({
  selector: 'at-tracker-list',
  imports: [Icon, LoadState, RouterLink, TimeAgo],
  templateUrl: './tracker-list.html',
  styleUrl: './tracker-list.scss',
})
export class TrackerList {
  protected readonly t = inject(Texts).t;
  protected readonly number = inject(Texts).number;
  private readonly store = inject(TrackerStore);

  protected readonly resource = this.store.all;
  protected readonly trackers = computed(() =>
    this.resource.hasValue() ? this.resource.value() : undefined,
  );
  protected readonly plusIcon = mdiPlus;
  protected readonly editIcon = mdiPencilOutline;

  constructor() {
    this.store.showAll();
    inject(Polling).watch(() => this.store.poll());
  }
}

import {
  Component,
  computed,
  effect,
  inject,
  input,
  linkedSignal,
  numberAttribute,
} from '@angular/core';
import { Texts } from '../platform/language/texts';
import { LoadState } from '../platform/loading/load-state';
import { PageTitle } from '../platform/navigation/page-title';
import { TrackerForm } from './tracker-form';
import { TrackerStore } from './tracker-store';
import type { VersionedTracker } from './trackers-api';

type Opened = VersionedTracker | undefined;

/** Loads a tracker for editing. Later responses do not disturb what is being typed. */
@Component({
  selector: 'at-edit-tracker',
  imports: [LoadState, TrackerForm],
  template: `
    <div class="narrow">
      @if (opened(); as opened) {
        <h1>{{ title() }}</h1>
        <at-tracker-form [opened]="opened" />
      } @else {
        <h1 class="visually-hidden">{{ t('trackers.edit') }}</h1>
        <at-load-state [resource]="store.one" />
      }
    </div>
  `,
})
export class EditTracker {
  readonly trackerId = input.required({ transform: numberAttribute });

  protected readonly t = inject(Texts).t;
  protected readonly store = inject(TrackerStore);
  protected readonly opened = linkedSignal<Opened, Opened>({
    source: this.store.versioned,
    computation: (newest, previous) => this.ifThis(previous?.value) ?? this.ifThis(newest),
  });
  protected readonly title = computed(() => {
    const tracker = this.opened()?.tracker;
    return tracker ? this.t('trackers.editOf', { prefix: tracker.prefix }) : '';
  });

  constructor() {
    const pageTitle = inject(PageTitle);
    effect(() => this.store.show(this.trackerId()));
    effect(() => {
      if (this.title() !== '') pageTitle.set(this.title());
    });
  }

  private ifThis(opened: Opened): Opened {
    return opened?.tracker.id === this.trackerId() ? opened : undefined;
  }
}

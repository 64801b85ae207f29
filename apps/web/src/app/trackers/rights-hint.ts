import { Component, computed, inject, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { TrackerAction } from '@action-tracker/contracts';
import { Texts } from '../platform/language/texts';
import { Polling } from '../platform/polling/polling';
import { Rights } from './rights';
import { RIGHTS_TEXTS } from './rights.texts';
import { TrackerStore } from './tracker-store';

/** Says what somebody may do in a tracker, where that is less than what is done here. */
@Component({
  selector: 'at-rights-hint',
  imports: [RouterLink],
  template: `
    @if (isNeeded()) {
      <p class="soft" role="note">
        {{ text() }}
        @if (!isOfManagers()) {
          <a [routerLink]="['/trackers', trackerId(), 'settings']">{{
            t(isArchived() ? 'trackers.edit' : 'rights.people')
          }}</a>
        }
      </p>
    }
  `,
  styles: `
    p {
      margin-block: 8px 12px;
    }
    @media print {
      :host {
        display: none;
      }
    }
  `,
})
export class RightsHint {
  readonly trackerId = input.required<number>();
  readonly needs = input.required<TrackerAction>();

  protected readonly t = inject(Texts).with(RIGHTS_TEXTS).t;
  private readonly rights = inject(Rights);
  private readonly trackers = inject(TrackerStore);
  protected readonly isNeeded = computed(() => {
    const [needs, trackerId] = [this.needs(), this.trackerId()];
    const { rights } = this;
    return needs === 'import_items' ? !rights.mayImport(trackerId) : !rights.may(needs, trackerId);
  });
  protected readonly isOfManagers = computed(() => this.needs() === 'change_tracker');
  protected readonly isArchived = computed(() => this.trackers.isArchived(this.trackerId()));
  protected readonly text = computed(() => {
    if (this.isArchived()) return this.t('rights.archived');
    if (this.isOfManagers()) return this.t('rights.managers');
    const role = this.trackers.roleIn(this.trackerId());
    if (role === 'contributor') return this.t('rights.contributor');
    return this.t(role === 'viewer' ? 'rights.viewer' : 'rights.guest');
  });

  constructor() {
    this.trackers.know();
    inject(Polling).watch(() => this.askForRole(), this.trackerId);
  }

  /** No refusal shows that more is allowed now: whoever reads this is offered nothing to refuse. */
  private async askForRole(): Promise<void> {
    const trackerId = this.trackerId();
    if (!this.isNeeded()) return;
    const { tracker } = await this.trackers.read(trackerId);
    const isAsKnown =
      tracker.my_role === this.trackers.roleIn(trackerId) &&
      tracker.archived === this.trackers.isArchived(trackerId);
    if (!isAsKnown) this.trackers.refresh();
  }
}

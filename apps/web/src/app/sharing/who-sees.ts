import { Component, computed, inject, input, linkedSignal, signal } from '@angular/core';
import {
  type ChangeTrackerRequest,
  type Member,
  type Tracker,
  TRACKER_ROLES,
  type TrackerRole,
  VISIBILITIES,
  type Visibility,
} from '@action-tracker/contracts';
import { Announcer } from '../platform/announcer/announcer';
import { type Problem, toProblem } from '../platform/api-problem/problem';
import { Refusal } from '../platform/api-problem/refusal';
import { Texts } from '../platform/language/texts';
import { TrackerStore } from '../trackers/tracker-store';
import { SHARING_TEXTS } from './sharing.texts';
import { SharingApi } from './sharing-api';
import { SharingWords } from './sharing-words';

type Shared = Required<Pick<Tracker, 'visibility' | 'organisation_role'>>;

/** Whether the organisation sees a tracker, and as what; a manager changes it with one click. */
@Component({
  selector: 'at-who-sees',
  imports: [Refusal],
  templateUrl: './who-sees.html',
  styleUrl: './who-sees.scss',
})
export class WhoSees {
  readonly tracker = input.required<Tracker>();
  readonly members = input.required<readonly Member[]>();
  readonly mayChange = input.required<boolean>();

  protected readonly t = inject(Texts).with(SHARING_TEXTS).t;
  protected readonly words = inject(SharingWords);
  private readonly api = inject(SharingApi);
  private readonly store = inject(TrackerStore);
  private readonly announcer = inject(Announcer);
  /** What was chosen, until the server has answered. */
  protected readonly shown = linkedSignal<Shared>(() => this.tracker());
  protected readonly refusal = signal<Problem | undefined>(undefined);
  protected readonly hasChangedSince = signal(false);
  protected readonly visibilities = VISIBILITIES;
  protected readonly roles = TRACKER_ROLES;
  /** Without a manager nobody could see it, nor share it again. */
  protected readonly canHide = computed(
    () =>
      this.tracker().visibility === 'members' ||
      this.members().some(({ role }) => role === 'manager'),
  );

  protected label(visibility: Visibility): string {
    return this.t(`sharing.${visibility}`);
  }

  protected choose(visibility: Visibility): Promise<void> {
    const done = visibility === 'members' ? 'sharing.hidden' : 'sharing.shared';
    return this.share({ visibility }, this.t(done));
  }

  protected chooseRole(name: string): Promise<void> {
    const role = TRACKER_ROLES.find((one) => one === name);
    return role ? this.share({ organisation_role: role }, this.asOf(role)) : Promise.resolve();
  }

  protected asOf(role: TrackerRole): string {
    return this.t('sharing.organisationAs', { role: this.words.role(role) });
  }

  private async share(
    change: Pick<ChangeTrackerRequest, keyof Shared>,
    done: string,
  ): Promise<void> {
    this.refusal.set(undefined);
    this.hasChangedSince.set(false);
    this.shown.update((before) => ({ ...before, ...change }));
    const { id } = this.tracker();
    try {
      await this.api.share(id, change, this.store.versioned()?.version);
      this.announcer.announce(done);
    } catch (failure) {
      const problem = toProblem(failure);
      this.shown.set(this.tracker());
      if (problem.code === 'PRECONDITION_FAILED') this.hasChangedSince.set(true);
      else this.refusal.set(problem);
    }
    this.store.refresh();
  }
}

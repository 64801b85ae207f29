import {
  Component,
  computed,
  effect,
  inject,
  input,
  linkedSignal,
  numberAttribute,
} from '@angular/core';
import { RouterLink } from '@angular/router';
import { mdiArrowLeft } from '@mdi/js';
import { TRACKER_ROLES } from '@action-tracker/contracts';
import { TrackerCategories } from '../categories/tracker-categories';
import { Icon } from '../platform/icons/icon';
import { Texts } from '../platform/language/texts';
import { LoadState } from '../platform/loading/load-state';
import { PageTitle } from '../platform/navigation/page-title';
import { Polling } from '../platform/polling/polling';
import { EditTracker } from '../trackers/edit-tracker';
import { Rights } from '../trackers/rights';
import { RightsHint } from '../trackers/rights-hint';
import { TrackerStore } from '../trackers/tracker-store';
import { AddMember } from './add-member';
import { ArchiveTracker } from './archive-tracker';
import { MemberList } from './member-list';
import { SHARING_TEXTS } from './sharing.texts';
import { SharingApi } from './sharing-api';
import { SharingWords } from './sharing-words';
import { WhoSees } from './who-sees';

interface Known {
  readonly id: number;
  /** Undefined until the role is known. */
  readonly may: boolean | undefined;
}

/** Name, description and categories of a tracker, who sees it, and who does what in it. */
@Component({
  selector: 'at-tracker-settings',
  imports: [
    AddMember,
    ArchiveTracker,
    EditTracker,
    Icon,
    LoadState,
    MemberList,
    RightsHint,
    RouterLink,
    TrackerCategories,
    WhoSees,
  ],
  templateUrl: './tracker-settings.html',
  styleUrl: './tracker-settings.scss',
})
export class TrackerSettings {
  readonly trackerId = input.required({ transform: numberAttribute });

  private readonly texts = inject(Texts);
  protected readonly t = this.texts.with(SHARING_TEXTS).t;
  protected readonly words = inject(SharingWords);
  protected readonly store = inject(TrackerStore);
  private readonly rights = inject(Rights);
  private readonly api = inject(SharingApi);
  protected readonly memberList = this.api.members(this.trackerId);
  protected readonly members = computed(() =>
    this.memberList.hasValue() ? this.memberList.value() : undefined,
  );
  protected readonly tracker = computed(() => {
    const tracker = this.store.one.hasValue() ? this.store.one.value() : undefined;
    return tracker?.id === this.trackerId() ? tracker : undefined;
  });
  protected readonly roles = TRACKER_ROLES;
  protected readonly mayChange = computed(() =>
    this.rights.may('change_tracker', this.trackerId()),
  );
  protected readonly mayShare = computed(() => this.rights.may('manage_members', this.trackerId()));
  /** The form stays when the right to it is lost: somebody may have typed in it. */
  protected readonly isEditor = linkedSignal<Known, boolean | undefined>({
    source: () => ({
      id: this.trackerId(),
      may: this.tracker() ? this.mayChange() : undefined,
    }),
    computation: ({ id, may }, before) =>
      before?.source.id === id && before.value === true ? true : may,
  });
  protected readonly title = computed(() => {
    const tracker = this.tracker();
    return tracker ? this.t('trackers.editOf', { prefix: tracker.prefix }) : '';
  });
  protected readonly backIcon = mdiArrowLeft;

  constructor() {
    const pageTitle = inject(PageTitle);
    const polling = inject(Polling);
    polling.retry(this.memberList);
    effect(() => this.store.show(this.trackerId()));
    effect(() => {
      if (this.title() !== '') pageTitle.set(this.title());
    });
  }

  /** Who is in a tracker is a part of it: other changes of it are based on the newest version. */
  protected readAgain(): void {
    this.memberList.reload();
    this.store.refresh();
  }
}

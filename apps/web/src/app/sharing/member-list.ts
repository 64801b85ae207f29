import { Component, computed, inject, input, output, signal } from '@angular/core';
import { type Member, type Tracker, TRACKER_ROLES } from '@action-tracker/contracts';
import { Announcer } from '../platform/announcer/announcer';
import { toProblem } from '../platform/api-problem/problem';
import { Formats } from '../platform/formats/formats';
import { Texts } from '../platform/language/texts';
import { Session } from '../platform/session/session';
import { TrackerStore } from '../trackers/tracker-store';
import { RemoveMember } from './remove-member';
import { SHARING_TEXTS } from './sharing.texts';
import { SharingApi } from './sharing-api';
import { type MemberAct, SharingWords } from './sharing-words';

/** Why something was not done with a member. */
interface Refused {
  readonly userId: number;
  readonly why: string;
}

/** The people with a role of their own in a tracker; managers change the roles and remove people. */
@Component({
  selector: 'at-member-list',
  imports: [RemoveMember],
  templateUrl: './member-list.html',
  styleUrls: ['../access/entries.scss', './member-list.scss'],
})
export class MemberList {
  readonly tracker = input.required<Tracker>();
  readonly members = input.required<readonly Member[]>();
  readonly mayChange = input.required<boolean>();
  /** The list is to be read again. */
  readonly changed = output();

  protected readonly t = inject(Texts).with(SHARING_TEXTS).t;
  protected readonly words = inject(SharingWords);
  private readonly formats = inject(Formats);
  private readonly api = inject(SharingApi);
  private readonly store = inject(TrackerStore);
  private readonly announcer = inject(Announcer);
  private readonly me = inject(Session).me;
  protected readonly myId = computed(() => this.me()?.id);
  protected readonly roles = TRACKER_ROLES;
  protected readonly refused = signal<Refused | undefined>(undefined);
  /** Who is about to be removed. */
  protected readonly leaving = signal<Member | undefined>(undefined);

  protected isListed({ userId }: Refused): boolean {
    return this.members().some(({ user_id }) => user_id === userId);
  }

  protected detailsOf({ email, added_at }: Member): string {
    const since = this.t('sharing.added', { when: this.formats.timestampDay(added_at) });
    return email === undefined ? since : `${email} · ${since}`;
  }

  protected async changeRole(member: Member, select: HTMLSelectElement): Promise<void> {
    const role = TRACKER_ROLES.find((one) => one === select.value);
    if (!role || role === member.role) return;
    const { user_id: userId, name } = member;
    const done = this.t('sharing.changed', { name, role: this.words.role(role) });
    const send = () => this.api.changeRole(this.tracker().id, userId, role);
    if (!(await this.attempt({ member, act: 'change', done, send }))) select.value = member.role;
  }

  protected async remove(member: Member): Promise<void> {
    this.leaving.set(undefined);
    const done = this.t('sharing.removed', { name: member.name });
    const send = () => this.api.remove(this.tracker().id, member.user_id);
    await this.attempt({ member, act: 'remove', done, send });
  }

  /** Whether it was done. The list is read again in any case: somebody else may have been first. */
  private async attempt({ member, act, done, send }: Attempt): Promise<boolean> {
    this.refused.set(undefined);
    let isDone = true;
    try {
      await send();
      this.announcer.announce(done);
    } catch (failure) {
      const why = this.words.refusal(toProblem(failure), act);
      this.refused.set({ userId: member.user_id, why });
      isDone = false;
    }
    this.changed.emit();
    if (member.user_id === this.myId()) this.store.refresh();
    return isDone;
  }
}

interface Attempt {
  readonly member: Member;
  readonly act: MemberAct;
  /** Announced when it is done. */
  readonly done: string;
  readonly send: () => Promise<unknown>;
}

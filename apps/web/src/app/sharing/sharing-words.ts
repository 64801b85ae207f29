import { inject, Service } from '@angular/core';
import type { TrackerRole } from '@action-tracker/contracts';
import type { Problem } from '../platform/api-problem/problem';
import { ProblemWords } from '../platform/api-problem/problem-words';
import { Texts } from '../platform/language/texts';
import { SHARING_TEXTS } from './sharing.texts';

/** What is done with a member. */
export type MemberAct = 'add' | 'change' | 'remove';

/** Names of roles, and why something about members was refused. */
@Service()
export class SharingWords {
  private readonly t = inject(Texts).with(SHARING_TEXTS).t;
  private readonly problems = inject(ProblemWords);

  role(role: TrackerRole): string {
    return this.t(`role.${role}`);
  }

  may(role: TrackerRole): string {
    return this.t(`roleMay.${role}`);
  }

  refusal(problem: Problem, act: MemberAct): string {
    const { code, details } = problem;
    if (code === 'CONFLICT') {
      return this.t(act === 'add' ? 'sharing.already' : 'sharing.lastManager');
    }
    // The tracker itself answers its other requests.
    if (code === 'NOT_FOUND') return this.t('sharing.gone');
    if (details.some(({ field }) => field === 'role')) return this.t('sharing.guestMax');
    return this.problems.of(problem);
  }
}

import { Component, inject, input } from '@angular/core';
import type { Problem } from '../api-problem/problem';
import { ProblemWords } from '../api-problem/problem-words';
import { Texts } from '../language/texts';
import { SESSION_TEXTS } from './session.texts';

/** Says that the user is still signed in, and why. */
@Component({
  selector: 'at-sign-out-failed',
  template: `
    <p class="callout is-error" role="alert">{{ t('signOut.failed') }} {{ words.of(problem()) }}</p>
  `,
})
export class SignOutFailed {
  readonly problem = input.required<Problem>();

  protected readonly t = inject(Texts).with(SESSION_TEXTS).t;
  protected readonly words = inject(ProblemWords);
}

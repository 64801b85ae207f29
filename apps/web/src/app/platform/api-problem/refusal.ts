import { Component, inject, input } from '@angular/core';
import { mdiAlertCircleOutline } from '@mdi/js';
import { Icon } from '../icons/icon';
import { Texts } from '../language/texts';
import type { Problem } from './problem';
import { ProblemWords } from './problem-words';
import { PROBLEM_TEXTS } from './problem.texts';

/** Shows above a form why a save was refused. The form keeps what was typed. */
@Component({
  selector: 'at-refusal',
  imports: [Icon],
  template: `
    <div class="callout is-error" role="alert">
      <at-icon [path]="alertIcon" />
      <div>
        <strong>{{ t('problem.notSaved') }}</strong> {{ words.of(problem()) }}
        @if (problem().correlationId; as id) {
          <span class="reference"
            >{{ t('app.reference') }} <code>{{ id }}</code></span
          >
        }
      </div>
    </div>
  `,
  styles: `
    .reference {
      display: block;
      margin-top: 4px;
      font-size: 12px;
    }
  `,
})
export class Refusal {
  readonly problem = input.required<Problem>();

  protected readonly t = inject(Texts).with(PROBLEM_TEXTS).t;
  protected readonly words = inject(ProblemWords);
  protected readonly alertIcon = mdiAlertCircleOutline;
}

import { Component, computed, inject, input, output } from '@angular/core';
import { RouterLink } from '@angular/router';
import { mdiAlertCircleOutline } from '@mdi/js';
import { Icon } from '../icons/icon';
import { Texts } from '../language/texts';
import { toProblem } from './problem';
import { ProblemWords } from './problem-words';
import { PROBLEM_TEXTS } from './problem.texts';

/** Replaces content that failed to load: shows the problem and a button to retry. */
@Component({
  selector: 'at-problem-panel',
  imports: [Icon, RouterLink],
  template: `
    <section class="state" role="alert">
      <at-icon class="state-icon" [path]="alertIcon" />
      <h2>{{ t(isNotFound() ? 'notFound.title' : 'problem.title') }}</h2>
      <p>{{ words.of(problem()) }}</p>
      @if (isNotFound()) {
        <a class="button" routerLink="/trackers">{{ t('list.allTrackers') }}</a>
      } @else {
        <button class="button" type="button" (click)="retried.emit()">
          {{ t('problem.retry') }}
        </button>
      }
      @if (problem().correlationId; as id) {
        <p class="reference">
          {{ t('app.reference') }} <code>{{ id }}</code>
        </p>
      }
    </section>
  `,
  styles: `
    .reference {
      font-size: 12px;
    }
    code {
      user-select: all;
    }
  `,
})
export class ProblemPanel {
  readonly failure = input.required<unknown>();
  readonly retried = output();

  protected readonly t = inject(Texts).with(PROBLEM_TEXTS).t;
  protected readonly words = inject(ProblemWords);
  protected readonly problem = computed(() => toProblem(this.failure()));
  protected readonly isNotFound = computed(() => this.problem().code === 'NOT_FOUND');
  protected readonly alertIcon = mdiAlertCircleOutline;
}

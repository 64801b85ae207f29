import { Component, computed, input, output } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import { mdiAlertCircleOutline } from '@mdi/js';
import { Icon } from '../icons/icon';
import { toProblem } from './problem';

/** Says what went wrong in place of what could not be shown, and offers to try again. */
@Component({
  selector: 'at-problem-panel',
  imports: [Icon, MatButton, RouterLink],
  template: `
    <section class="state" role="alert">
      <at-icon class="state-icon" [path]="alertIcon" />
      <h2>{{ title() }}</h2>
      <p>{{ problem().message }}</p>
      @if (isNotFound()) {
        <a matButton="outlined" routerLink="/trackers">All trackers</a>
      } @else {
        <button matButton="outlined" type="button" (click)="retried.emit()">Retry</button>
      }
      @if (problem().correlationId; as id) {
        <p class="reference">
          Reference <code>{{ id }}</code>
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

  protected readonly problem = computed(() => toProblem(this.failure()));
  protected readonly isNotFound = computed(() => this.problem().code === 'NOT_FOUND');
  protected readonly title = computed(() =>
    this.isNotFound() ? 'Not found' : 'This could not be loaded',
  );
  protected readonly alertIcon = mdiAlertCircleOutline;
}

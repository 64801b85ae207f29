import { Component, computed, inject, input, type ResourceRef } from '@angular/core';
import { ProblemPanel } from '../api-problem/problem-panel';
import { Texts } from '../language/texts';
import { Moment } from '../moment/moment';
import { PartNotLoaded } from '../navigation/part-not-loaded';
import { isPreparing } from '../polling/connection';
import { PastProblem } from './past-problem';

/** The part of a resource that this component uses. */
type Loading = Pick<ResourceRef<unknown>, 'error' | 'reload'>;

/**
 * Placeholder for content: a skeleton while loading, or the problem when loading failed. The
 * skeleton appears after 150 ms (in CSS, without a timer), because a brief flash is worse than
 * nothing.
 */
@Component({
  selector: 'at-load-state',
  imports: [PartNotLoaded, PastProblem, ProblemPanel],
  template: `
    <!-- Fetched before it is needed: what failed may be the connection. -->
    @defer (when resource().error(); prefetch on idle) {
      @if (failureOfPast(); as failure) {
        @defer (on immediate) {
          <at-past-problem [failure]="failure" (retried)="resource().reload()" />
        } @error {
          <at-problem-panel [failure]="failure" (retried)="resource().reload()" />
        }
      } @else if (resource().error(); as failure) {
        <at-problem-panel [failure]="failure" (retried)="resource().reload()" />
      }
    } @error {
      @if (resource().error()) {
        <at-part-not-loaded />
      }
    }
    @if (!resource().error()) {
      <div class="bars" role="status" [attr.aria-label]="t('app.loading')">
        @for (bar of bars; track bar) {
          <div class="bar"></div>
        }
      </div>
    }
  `,
  styles: `
    .bars {
      display: grid;
      gap: 12px;
      padding-block: 12px;
      animation: appear 150ms 150ms both;
    }
    .bar {
      height: 24px;
      border-radius: 6px;
      background: var(--at-hover);
    }
    .bar:nth-child(even) {
      width: 88%;
    }
    @keyframes appear {
      from {
        opacity: 0;
      }
    }
  `,
})
export class LoadState {
  readonly resource = input.required<Loading>();

  protected readonly t = inject(Texts).t;
  private readonly moment = inject(Moment);
  /** Of a review too, which is read as of its opening and its close. */
  protected readonly failureOfPast = computed(() => {
    const failure = this.resource().error();
    return this.moment.isPast() || isPreparing(failure) ? failure : undefined;
  });
  protected readonly bars = [1, 2, 3, 4, 5, 6];
}

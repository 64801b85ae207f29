import { HttpErrorResponse, httpResource } from '@angular/common/http';
import { Component, computed, inject, input, output } from '@angular/core';
import type { Timestamp } from '@action-tracker/contracts';
import { toProblem } from '../api-problem/problem';
import { ProblemPanel } from '../api-problem/problem-panel';
import { Formats } from '../formats/formats';
import { Texts } from '../language/texts';
import { Moment, OF_ONE_TRACKER } from '../moment/moment';
import { isPreparing } from '../polling/connection';
import { PAST_TEXTS } from './past.texts';

type Entry = Readonly<Record<'occurred_at' | 'recorded_at', Timestamp>>;
type Present = { readonly created_at: Timestamp } | readonly Entry[];

const ITEM = /\/api\/items\/[^/]+$/;
/** `Preparing the past of AD: 12,000 of 60,000 entries are ready; try again shortly`. */
const PROGRESS = /([\d,]+) of ([\d,]+)/;

/**
 * Why content of the past is not shown: it did not exist yet, the address names no moment, or the
 * server is still preparing it. `Polling` asks again in the last case.
 */
@Component({
  selector: 'at-past-problem',
  imports: [ProblemPanel],
  template: `
    @if (progress(); as progress) {
      <section class="state" role="status">
        <h2>{{ t('past.preparing') }}</h2>
        <p>{{ t('past.ready', progress) }}</p>
        <progress
          [attr.aria-label]="t('past.preparing')"
          [value]="progress.done"
          [max]="progress.count"
        ></progress>
      </section>
    } @else if (problem().code === 'VALIDATION_ERROR') {
      <section class="state" role="alert">
        <h2>{{ t('past.refused') }}</h2>
        <p>{{ t('past.moments') }}</p>
        <button class="button" type="button" (click)="moment.go(undefined)">
          {{ t('past.backToNow') }}
        </button>
      </section>
    } @else if (createdAt(); as createdAt) {
      <section class="state" role="alert">
        <h2>{{ t('past.notYet') }}</h2>
        <p>{{ t('past.createdLater', { when: formats.timestamp(createdAt) }) }}</p>
        <button class="button" type="button" (click)="moment.go(undefined)">
          {{ t('past.backToNow') }}
        </button>
      </section>
    } @else if (!now.isLoading()) {
      <at-problem-panel [failure]="failure()" (retried)="retried.emit()" />
    }
  `,
  styles: `
    progress {
      width: 100%;
      accent-color: var(--at-accent);
    }
  `,
})
export class PastProblem {
  /** Not required: `now` reads it, also before it has a value. */
  readonly failure = input<unknown>();
  readonly retried = output();

  protected readonly t = inject(Texts).with(PAST_TEXTS).t;
  protected readonly formats = inject(Formats);
  protected readonly moment = inject(Moment);
  protected readonly problem = computed(() => toProblem(this.failure()));
  protected readonly progress = computed(() => {
    if (!isPreparing(this.failure())) return undefined;
    const [, done = '0', count = '0'] = PROGRESS.exec(this.problem().message) ?? [];
    const [ready, all] = [done, count].map((digits) => Number(digits.replaceAll(',', '')));
    return { done: ready ?? 0, count: all ?? 0 };
  });
  /** What was not there then, as it is now; of an item its first entry. */
  protected readonly now = httpResource<Present>(() => {
    const failure = this.failure();
    const isMissing = failure instanceof HttpErrorResponse && this.problem().code === 'NOT_FOUND';
    const path = isMissing ? failure.url?.replace(/\?.*$/, '') : undefined;
    if (path === undefined) return undefined;
    return ITEM.test(path) ? { url: `${path}/events`, params: { limit: 1 } } : { url: path };
  });
  protected readonly createdAt = computed(() => {
    const present = this.now.hasValue() ? this.now.value() : undefined;
    if (!present || 'created_at' in present) return present?.created_at;
    const { as_of = '', axis } = this.moment.asked() ?? {};
    const isRecorded = axis === 'recorded' || OF_ONE_TRACKER.test(as_of);
    return present[0]?.[isRecorded ? 'recorded_at' : 'occurred_at'];
  });
}

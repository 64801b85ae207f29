import { Component, computed, inject, signal } from '@angular/core';
import { type Problem, toProblem } from '../platform/api-problem/problem';
import { ProblemWords } from '../platform/api-problem/problem-words';
import { Texts } from '../platform/language/texts';
import { Polling } from '../platform/polling/polling';
import { SAMPLE_DATA_TEXTS } from './sample-data.texts';
import { SampleDataApi } from './sample-data-api';

/** Offers sample data where there is nothing yet. In production the server has none, so no offer. */
@Component({
  selector: 'at-sample-data',
  template: `
    @if (count() > 0) {
      <p class="soft">{{ t('sample.about', { count: count() }) }}</p>
      @if (isAdding()) {
        <p role="status">{{ t('sample.adding') }}</p>
      } @else {
        <button type="button" class="button is-text" (click)="add()">{{ t('sample.add') }}</button>
      }
      @if (problem(); as problem) {
        <p class="callout is-error" role="alert">
          {{ t('sample.failed') }} {{ words.of(problem) }}
        </p>
      }
    }
  `,
})
export class SampleData {
  protected readonly t = inject(Texts).with(SAMPLE_DATA_TEXTS).t;
  protected readonly words = inject(ProblemWords);
  private readonly api = inject(SampleDataApi);
  private readonly polling = inject(Polling);

  private readonly samples = this.api.all();
  protected readonly count = computed(() =>
    this.samples.hasValue() ? this.samples.value().length : 0,
  );
  protected readonly isAdding = signal(false);
  protected readonly problem = signal<Problem | undefined>(undefined);

  /** The trackers appear in the list one after the other, and with the first one this is gone. */
  protected async add(): Promise<void> {
    this.isAdding.set(true);
    this.problem.set(undefined);
    try {
      await this.api.add();
      await this.polling.askNow();
    } catch (failure) {
      this.problem.set(toProblem(failure));
    } finally {
      this.isAdding.set(false);
    }
  }
}

import { Component, computed, inject, input } from '@angular/core';
import type { Problem } from '../../platform/api-problem/problem';
import { ProblemWords } from '../../platform/api-problem/problem-words';
import { Texts } from '../../platform/language/texts';
import { EXPORT_TEXTS } from './export.texts';
import type { NotWritten } from './export-workbook';

/** Says why a list could not be downloaded. */
@Component({
  selector: 'at-export-failed',
  template: `
    <p class="callout is-error" role="alert">{{ t('export.failed') }} {{ reason() }}</p>
  `,
})
export class ExportFailed {
  readonly problem = input.required<Problem | NotWritten>();

  protected readonly t = inject(Texts).with(EXPORT_TEXTS).t;
  private readonly words = inject(ProblemWords);
  protected readonly reason = computed(() => {
    const problem = this.problem();
    return typeof problem === 'string' ? this.t(`export.${problem}`) : this.words.of(problem);
  });
}

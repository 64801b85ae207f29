import { Component, inject, input } from '@angular/core';
import type { Problem } from '../../platform/api-problem/problem';
import { ProblemWords } from '../../platform/api-problem/problem-words';
import { Texts } from '../../platform/language/texts';
import { EXPORT_TEXTS } from './export.texts';

/** Says why a list could not be downloaded. */
@Component({
  selector: 'at-export-failed',
  template: `
    <p class="callout is-error" role="alert">{{ t('export.failed') }} {{ words.of(problem()) }}</p>
  `,
})
export class ExportFailed {
  readonly problem = input.required<Problem>();

  protected readonly t = inject(Texts).with(EXPORT_TEXTS).t;
  protected readonly words = inject(ProblemWords);
}

import { inject, Service } from '@angular/core';
import { CATEGORY_MAX_CHARS } from '@action-tracker/contracts';
import type { Problem } from '../platform/api-problem/problem';
import { ProblemWords } from '../platform/api-problem/problem-words';
import { Texts } from '../platform/language/texts';
import { CATEGORIES_TEXTS } from './categories.texts';
import { lengthOfName, type NameFault } from './category-names';

/** Why something was not done with a category. */
@Service()
export class CategoryWords {
  private readonly t = inject(Texts).with(CATEGORIES_TEXTS).t;
  private readonly problems = inject(ProblemWords);

  fault(fault: NameFault, typed: string): string {
    if (fault !== 'long') return this.t(`categories.${fault}`);
    return this.t('form.tooLong', { max: CATEGORY_MAX_CHARS, length: lengthOfName(typed) });
  }

  refusal(problem: Problem): string {
    const [detail] = problem.details;
    return detail ? this.problems.ofField(detail) : this.problems.of(problem);
  }
}

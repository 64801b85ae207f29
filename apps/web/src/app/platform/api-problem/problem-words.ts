import { inject, Service } from '@angular/core';
import { ERROR_CODES, type FieldError } from '@action-tracker/contracts';
import { Texts } from '../language/texts';
import type { Problem } from './problem';
import { PROBLEM_TEXTS } from './problem.texts';

/** Translates refusals by their code, because messages of the API are English. */
@Service()
export class ProblemWords {
  private readonly t = inject(Texts).with(PROBLEM_TEXTS).t;

  /** Includes the server's message where the code alone is too vague. */
  of({ code, message }: Pick<Problem, 'code' | 'message'>): string {
    if (code === 'OFFLINE' && message === '') return this.t('problem.OFFLINE');
    // A newer server may send codes that this client does not know.
    const known = ERROR_CODES.find((candidate) => candidate === code);
    return known ? this.t(`problem.${known}`, { message }) : message;
  }

  /** The server's message about one field of a form. */
  ofField({ message }: FieldError): string {
    const said = this.t('problem.field', { message });
    return said.charAt(0).toUpperCase() + said.slice(1);
  }
}

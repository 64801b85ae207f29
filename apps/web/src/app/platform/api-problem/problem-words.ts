import { inject, Service } from '@angular/core';
import { ERROR_CODES, type FieldError } from '@action-tracker/contracts';
import { Texts } from '../language/texts';
import type { Problem } from './problem';

/** Why a request was refused, by its code: the API speaks English, people may not. */
@Service()
export class ProblemWords {
  private readonly t = inject(Texts).t;

  /** What the server said itself is in it where the code alone would say too little. */
  of({ code, message }: Problem): string {
    if (code === 'OFFLINE' && message === '') return this.t('problem.OFFLINE');
    // A newer server may have codes that this client does not know.
    const known = ERROR_CODES.find((candidate) => candidate === code);
    return known ? this.t(`problem.${known}`, { message }) : message;
  }

  /** What the server says about one field of a form. */
  ofField({ message }: FieldError): string {
    const said = this.t('problem.field', { message });
    return said.charAt(0).toUpperCase() + said.slice(1);
  }
}

import { inject, Service } from '@angular/core';
import { type Measure, MEASURES } from '@action-tracker/contracts/measures';
import { Texts } from '../platform/language/texts';
import { MEASURE_TEXTS } from './measures.texts';

/** The names of measures. */
@Service()
export class MeasureWords {
  private readonly t = inject(Texts).with(MEASURE_TEXTS).t;

  nameOf(measure: Measure): string {
    return this.t(`measure.${measure}`);
  }

  /** Of a measure in an address, which may be none. */
  nameIn(text: string): string {
    const measure = MEASURES.find((one) => one === text);
    return measure ? this.nameOf(measure) : text;
  }
}

import type { Category } from '@action-tracker/contracts';

export interface SamplePerson {
  readonly email: string;
  readonly name: string;
}

/** A sample tracker: who works on it, and the titles of its items by category. */
export interface SampleTracker {
  readonly prefix: string;
  readonly name: string;
  readonly description: string;
  readonly people: readonly SamplePerson[];
  readonly titles: readonly (readonly [Category, string])[];
}

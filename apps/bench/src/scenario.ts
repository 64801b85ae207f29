import type { Database } from '@action-tracker/runtime';
import type { INestApplicationContext } from '@nestjs/common';
import type { Effort } from './measure';

/** The environment of a scenario: the product on the benchmark's own database. */
export interface Bench {
  readonly database: Database;
  /** Connection string of the same database for other processes. */
  readonly databaseUrl: string;
  readonly application: INestApplicationContext;
  readonly effort: Effort;
  readonly isQuick: boolean;
}

/** One line of the report. */
export interface Measured {
  readonly name: string;
  readonly unit: string;
  /** `undefined` when the product is measured against a limit. */
  readonly baseline: number | undefined;
  readonly product: number;
  /** Product to baseline; more is better. */
  readonly ratio: number | undefined;
  readonly target: string;
  readonly isMet: boolean;
}

/** A scenario: one file in `scenarios` and one line in `scenarios/index.ts`. */
export interface Scenario {
  readonly name: string;
  run(bench: Bench): Promise<readonly Measured[]>;
}

/** A line with a comparison; the target is the minimum ratio. */
export const compared = (
  name: string,
  unit: string,
  { baseline, product, ratio }: { baseline: number; product: number; ratio: number },
  least: number,
): Measured => ({
  ...{ name, unit, baseline, product, ratio },
  ...{ target: `≥ ${least}`, isMet: ratio >= least },
});

/** A line with a limit. */
export const limited = (name: string, unit: string, product: number, most: number): Measured => ({
  ...{ name, unit, baseline: undefined, product, ratio: undefined },
  ...{ target: `≤ ${most}`, isMet: product <= most },
});

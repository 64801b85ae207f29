/**
 * How many inputs a property test tries; each execution has a new seed. `MORE_RUNS` multiplies them, for
 * nightly runs or after a change to what is tested.
 */
export const propertyRuns = (least: number): number => least * Number(process.env.MORE_RUNS ?? 1);

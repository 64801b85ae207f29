/**
 * How often a property test runs, each time with inputs of a new seed. `MORE_RUNS` multiplies it, for a
 * night or after a change of what is tested.
 */
export const propertyRuns = (least: number): number => least * Number(process.env.MORE_RUNS ?? 1);

/**
 * Compares two implementations, interleaved in one run: absolute numbers are noisy, ratios less so.
 */

/** Does one unit of work; called by many writers concurrently. */
export type Work = () => Promise<unknown>;

export interface Effort {
  readonly rounds: number;
  readonly secondsPerRound: number;
}

/** Medians over the rounds; each ratio is product to baseline in the same round. */
export interface Compared {
  readonly baseline: number;
  readonly product: number;
  readonly ratio: number;
}

/** Measures baseline and product alternately; each returns units of work per second. */
export async function compare(
  rounds: number,
  baseline: () => Promise<number>,
  product: () => Promise<number>,
): Promise<Compared> {
  const results: { readonly base: number; readonly ours: number }[] = [];
  for (let round = 0; round < rounds; round++) {
    results.push({ base: await baseline(), ours: await product() });
  }
  return {
    baseline: median(results.map(({ base }) => base)),
    product: median(results.map(({ ours }) => ours)),
    ratio: median(results.map(({ base, ours }) => ours / base)),
  };
}

export interface Throughput {
  readonly perSecond: number;
  /** 99th percentile of the duration of a unit of work. */
  readonly p99Ms: number;
}

/** Keeps writers busy until the time is over or they are stopped. */
export async function throughput(
  work: Work,
  writers: number,
  isOver: (elapsedSeconds: number) => boolean,
): Promise<Throughput> {
  const start = performance.now();
  const seconds = () => (performance.now() - start) / 1_000;
  const tookMs: number[] = [];
  const writer = async () => {
    while (!isOver(seconds())) {
      const began = performance.now();
      await work();
      tookMs.push(performance.now() - began);
    }
  };
  await Promise.all(Array.from({ length: writers }, writer));
  const sorted = tookMs.toSorted((a, b) => a - b);
  return {
    perSecond: tookMs.length / seconds(),
    p99Ms: sorted[Math.floor(sorted.length * 0.99)] ?? 0,
  };
}

/** Units of work per second by many writers, over some seconds. */
export const perSecond = async (work: Work, writers: number, seconds: number): Promise<number> =>
  (await throughput(work, writers, (elapsed) => elapsed >= seconds)).perSecond;

/** Duration of some work in seconds. */
export async function secondsOf(work: Work): Promise<number> {
  const start = performance.now();
  await work();
  return (performance.now() - start) / 1_000;
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}

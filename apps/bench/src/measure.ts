/** Two ways to do the same, interleaved in one run: machines are noisy, ratios less. */

/** Does one piece of work; called by many writers at once. */
export type Work = () => Promise<unknown>;

export interface Effort {
  readonly rounds: number;
  readonly secondsPerRound: number;
}

/** Medians over the rounds; the ratio is that of product to baseline in the same round. */
export interface Compared {
  readonly baseline: number;
  readonly product: number;
  readonly ratio: number;
}

/** Measures baseline and product in turn, each answering how much it did per second. */
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
  /** Of 100 pieces of work, 99 took no longer. */
  readonly p99Ms: number;
}

/** Keeps writers busy until the time is over, or until told. */
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

/** Work per second of many writers, for some seconds. */
export const perSecond = async (work: Work, writers: number, seconds: number): Promise<number> =>
  (await throughput(work, writers, (elapsed) => elapsed >= seconds)).perSecond;

/** How many seconds some work took. */
export async function secondsOf(work: Work): Promise<number> {
  const start = performance.now();
  await work();
  return (performance.now() - start) / 1_000;
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}

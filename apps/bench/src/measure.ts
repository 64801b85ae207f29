/** Throughput of two ways to do the same, interleaved in one run: machines are noisy, ratios less. */

export interface Contender {
  /** Does one piece of work; called by many writers at once. */
  run(): Promise<unknown>;
}

export interface Comparison {
  readonly name: string;
  readonly writers: number;
  /** Ratio of product to baseline that must be reached. */
  readonly target: number;
  readonly baseline: Contender;
  readonly product: Contender;
}

export interface Measured {
  readonly name: string;
  readonly target: number;
  /** Median operations per second. */
  readonly baselinePerSecond: number;
  readonly productPerSecond: number;
  /** Median of the ratios of each round. */
  readonly ratio: number;
}

export interface Effort {
  readonly rounds: number;
  readonly secondsPerRound: number;
}

/** Runs baseline and product in turn and answers medians over the rounds. */
export async function compare(
  { name, writers, target, baseline, product }: Comparison,
  { rounds, secondsPerRound }: Effort,
): Promise<Measured> {
  const results: { readonly base: number; readonly ours: number }[] = [];
  await throughput(baseline, writers, secondsPerRound / 4);
  await throughput(product, writers, secondsPerRound / 4);
  for (let round = 0; round < rounds; round++) {
    const base = await throughput(baseline, writers, secondsPerRound);
    const ours = await throughput(product, writers, secondsPerRound);
    results.push({ base, ours });
  }
  return {
    name,
    target,
    baselinePerSecond: median(results.map(({ base }) => base)),
    productPerSecond: median(results.map(({ ours }) => ours)),
    ratio: median(results.map(({ base, ours }) => ours / base)),
  };
}

async function throughput(contender: Contender, writers: number, seconds: number): Promise<number> {
  const start = performance.now();
  const end = start + seconds * 1_000;
  let done = 0;
  const writer = async () => {
    while (performance.now() < end) {
      await contender.run();
      done += 1;
    }
  };
  await Promise.all(Array.from({ length: writers }, writer));
  return done / ((performance.now() - start) / 1_000);
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}

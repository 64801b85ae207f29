/** Pseudorandom moments, the same in every run: numbers from 20 to 219. */
export function* moments(seed: number): Generator<number, never> {
  let state = seed;
  for (;;) {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
    yield 20 + (state % 200);
  }
}

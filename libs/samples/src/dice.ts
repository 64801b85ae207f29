/** Reproducible randomness: the same seed gives the same values on every machine. */
export class Dice {
  private state: number;

  constructor(seed: string) {
    // FNV-1a spreads similar seeds (AD-001, AD-002) over all 32 bits.
    this.state = 0x811c9dc5;
    for (const char of seed) {
      this.state = Math.imul(this.state ^ (char.codePointAt(0) ?? 0), 0x01000193);
    }
  }

  /** A number from 0 up to, but not including, 1 (mulberry32). */
  fraction(): number {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let bits = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
    bits = (bits + Math.imul(bits ^ (bits >>> 7), 61 | bits)) ^ bits;
    return ((bits ^ (bits >>> 14)) >>> 0) / 2 ** 32;
  }

  /** A whole number, both ends included. */
  between(min: number, max: number): number {
    return min + Math.floor(this.fraction() * (max - min + 1));
  }

  isHit(probability: number): boolean {
    return this.fraction() < probability;
  }

  pick<T>(choices: readonly T[]): T {
    const choice = choices[this.between(0, choices.length - 1)];
    if (choice === undefined) throw new Error('Expected something to choose from, found nothing');
    return choice;
  }
}

/**
 * Measures the nesting of JSON while its bytes arrive: half a million nested arrays fit into a
 * body, and parsing them blocks the process for a third of a second. The API needs one level.
 */
const DEEPEST = 32;

const [QUOTE, BACKSLASH] = [0x22, 0x5c];
const OPENING = new Set([0x5b, 0x7b]);
const CLOSING = new Set([0x5d, 0x7d]);

export class JsonDepth {
  private depth = 0;
  private isText = false;
  private isEscaped = false;

  /**
   * Checks the next bytes.
   *
   * @returns the problem, or `undefined`
   */
  problemAfter(bytes: Uint8Array): string | undefined {
    for (const byte of bytes) {
      this.take(byte);
      if (this.depth > DEEPEST) return `Expected JSON of at most ${DEEPEST} levels, found more`;
    }
    return undefined;
  }

  private take(byte: number): void {
    if (this.isEscaped) this.isEscaped = false;
    else if (this.isText) {
      if (byte === BACKSLASH) this.isEscaped = true;
      else if (byte === QUOTE) this.isText = false;
    } else if (byte === QUOTE) this.isText = true;
    else if (OPENING.has(byte)) this.depth += 1;
    else if (CLOSING.has(byte)) this.depth -= 1;
  }
}

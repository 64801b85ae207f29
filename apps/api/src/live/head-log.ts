/**
 * The heads of all ledgers and how they changed lately. A state of them has a mark, which depends
 * on the heads alone: every process, and one that was restarted, gives the same state the same
 * mark.
 */
import { createHash } from 'node:crypto';

/** Heads by tracker id. */
export type Heads = ReadonlyMap<number, number>;

const NONE: Heads = new Map();
/** Changes that are remembered; whoever missed more gets all heads. */
const MOST_CHANGES = 100;
const MARK_CHARS = 22;

interface Change {
  /** The state before it. */
  readonly markBefore: string;
  readonly changed: Heads;
}

export class HeadLog {
  private heads: Heads = NONE;
  private markOfHeads = markOf(NONE);
  private readonly changes: Change[] = [];

  /** Identifies the current state. */
  get mark(): string {
    return this.markOfHeads;
  }

  /** All heads. */
  get all(): Heads {
    return this.heads;
  }

  /** Takes the newest heads. @returns those that changed */
  take(newest: Heads): Heads {
    const changed = new Map([...newest].filter(([id, head]) => this.heads.get(id) !== head));
    if (changed.size === 0 && newest.size === this.heads.size) return NONE;
    this.changes.push({ markBefore: this.markOfHeads, changed });
    if (this.changes.length > MOST_CHANGES) this.changes.shift();
    this.heads = newest;
    this.markOfHeads = markOf(newest);
    return changed;
  }

  /** What has changed since a state; all heads if it is unknown. */
  since(mark: string | undefined): Heads {
    if (mark === this.markOfHeads) return NONE;
    const first = this.changes.findLastIndex(({ markBefore }) => markBefore === mark);
    if (first === -1) return this.heads;
    return new Map(this.changes.slice(first).flatMap(({ changed }) => [...changed]));
  }
}

/** Identifies a state of heads. */
export function markOf(heads: Heads): string {
  const entries = [...heads].toSorted(([one], [other]) => one - other);
  const hash = createHash('sha256').update(JSON.stringify(entries)).digest('base64url');
  return hash.slice(0, MARK_CHARS);
}

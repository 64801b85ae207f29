/**
 * Identifies a row across imports of a file: by its key columns, or by its content and the number
 * of equal rows before it. The command id is derived from that identity, so the ledger recognizes
 * repeats. Only one digest per row is kept in memory.
 */
import { DomainError } from '@action-tracker/domain';
import { createHash } from 'node:crypto';
import { v5 as uuidv5 } from 'uuid';
import type { Cells } from './row-values';

/** Must never change: with another namespace, every row of every file would be imported again. */
const IMPORT_NAMESPACE = '6f0d6ac1-2d4e-5b0b-9c58-6f3f0f9f7a11';

export interface RowIdentity {
  readonly commandId: string;
  /** An earlier row of this run with the same key. */
  readonly earlier: { readonly line: number; readonly isEqual: boolean } | undefined;
}

export class RowIdentities {
  private readonly equalRows = new Map<string, number>();
  private readonly keyed = new Map<string, { line: number; digest: string }>();

  /** @param prefix of the tracker: the same row in another tracker has another identity */
  constructor(
    private readonly prefix: string,
    private readonly key: readonly string[],
  ) {}

  /** @throws DomainError when all key columns are empty */
  identify(cells: Cells, line: number): RowIdentity {
    return this.key.length > 0 ? this.byKey(cells, line) : this.byContent(cells);
  }

  private byKey(cells: Cells, line: number): RowIdentity {
    const commandId = commandIdOf(this.prefix, 'key', keyOf(cells, this.key));
    const digest = digestOf(cells);
    const earlier = this.keyed.get(commandId);
    if (!earlier) this.keyed.set(commandId, { line, digest });
    return {
      commandId,
      earlier: earlier && { line: earlier.line, isEqual: earlier.digest === digest },
    };
  }

  private byContent(cells: Cells): RowIdentity {
    const digest = digestOf(cells);
    const before = this.equalRows.get(digest) ?? 0;
    this.equalRows.set(digest, before + 1);
    const commandId = commandIdOf(this.prefix, 'content', [digest, String(before)]);
    return { commandId, earlier: undefined };
  }
}

/** The values of the key columns. @throws DomainError when all of them are empty */
export function keyOf(cells: Cells, key: readonly string[]): readonly string[] {
  const values = key.map((column) => cells.get(column)?.trim() ?? '');
  if (values.some((value) => value !== '')) return values;
  const message = `expected a value in ${key.join(', ')}, found nothing`;
  throw DomainError.invalid([{ field: 'key', message }]);
}

/** The id of the command that imports the entry with these identifying values. */
export const commandIdOf = (
  prefix: string,
  kind: 'key' | 'content' | 'history' | 'continued' | 'again',
  values: readonly string[],
): string => uuidv5(JSON.stringify([prefix, kind, ...values]), IMPORT_NAMESPACE);

/** Independent of the order of columns and of empty columns. */
function digestOf(cells: Cells): string {
  const said = [...cells]
    .map(([column, cell]) => [column, cell.trim()] as const)
    .filter(([, cell]) => cell !== '')
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return createHash('sha256').update(JSON.stringify(said)).digest('base64url').slice(0, 22);
}

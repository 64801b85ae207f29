/** From a row of the file to the command that imports it, or to the reason why not. */
import type { User } from '@action-tracker/contracts';
import { DomainError } from '@action-tracker/domain';
import { ImportItemCommand, type ImportCommand } from '@action-tracker/tracking';
import type { CsvRow } from './csv-file';
import { mapRow, type RowContext } from './map-row';
import type { People } from './people';
import type { RowReport } from './report';
import { RowIdentities, type RowIdentity } from './row-identity';
import type { Cells } from './row-values';

export interface Plan {
  readonly line: number;
  readonly command: ImportCommand;
}

export interface PlannerParts {
  readonly context: RowContext;
  readonly people: People;
  readonly trackerId: number;
  /** Who imports. */
  readonly writer: Pick<User, 'id'>;
  /** One per run. */
  readonly correlationId: string;
}

export class RowPlanner {
  private readonly identities: RowIdentities;

  constructor(private readonly parts: PlannerParts) {
    const { prefix, mapping } = parts.context;
    this.identities = new RowIdentities(prefix, mapping.key);
  }

  /** A command to give, or what there is to report without one. */
  async plan(row: CsvRow): Promise<Plan | RowReport> {
    const { line } = row;
    if ('problem' in row) return { line, outcome: 'refused', reason: row.problem };
    try {
      const identity = this.identities.identify(row.cells, line);
      if (identity.earlier) return repeated(line, identity.earlier);
      return { line, command: await this.command(row.cells, identity) };
    } catch (error) {
      if (error instanceof DomainError) return refused(line, error);
      throw error;
    }
  }

  private async command(cells: Cells, { commandId }: RowIdentity): Promise<ImportItemCommand> {
    const { context, people, trackerId, writer, correlationId } = this.parts;
    const { input, times, owner, createdBy } = mapRow(cells, context);
    const ownerId = await people.resolve('owner', owner);
    const actorId =
      createdBy === undefined ? writer.id : await people.resolve('created_by', createdBy);
    const origin = { actorId, recordedById: writer.id, channel: 'import', correlationId } as const;
    return new ImportItemCommand(trackerId, { ...input, ownerId }, times, { ...origin, commandId });
  }
}

/** How a refusal of the domain reads in the report. */
export const refused = (line: number, { message }: DomainError): RowReport => ({
  line,
  outcome: 'refused',
  reason: message,
});

function repeated(line: number, earlier: NonNullable<RowIdentity['earlier']>): RowReport {
  return earlier.isEqual
    ? { line, outcome: 'skipped', reason: `the same as line ${earlier.line}` }
    : { line, outcome: 'differs', reason: `line ${earlier.line} has the same key` };
}

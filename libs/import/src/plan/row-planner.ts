/** Turns a row of the file into the command that imports it, or into a refusal. */
import type { User } from '@action-tracker/contracts';
import { allFields, categoryName, DomainError, FIRST_CATEGORIES } from '@action-tracker/domain';
import {
  FindSameImports,
  ImportItemCommand,
  ReadRowStates,
  ReinstateImportCommand,
  type ApplyRowCommand,
  type ContinueHistoryCommand,
  type ImportHistoryCommand,
  type NoteOrigin,
  type RowState,
  type Scope,
  type TakenBack,
} from '@action-tracker/tracking';
import type { QueryBus } from '@nestjs/cqrs';
import { planChange, type ComparisonParts } from '../compare/row-comparison';
import type { ImportDecisions } from '../import-decisions';
import type { TableRow } from '../read/table-rows';
import type { RowReport } from '../report/row-report';
import { cellsOf } from '../rows/cells-of';
import { mapRow } from '../rows/map-row';
import { commandIdOf, RowIdentities, type RowIdentity } from '../rows/row-identity';
import { valueOf, type RowContext } from '../rows/row-values';
import type { People } from './people';
import { fieldsOf, shownValues, withName } from './shown-row';

export interface Plan {
  readonly line: number;
  readonly command:
    | ImportItemCommand
    | ImportHistoryCommand
    | ContinueHistoryCommand
    | ReinstateImportCommand
    | ApplyRowCommand;
  /** Values that a dry run shows. */
  readonly values?: Readonly<Record<string, string | null>>;
  /** What the row says, by field. */
  readonly fields?: RowReport['fields'];
  /** The values of an item that exists which differ from the row. */
  readonly compared?: RowReport['compared'];
}

/** A plan for an item that an earlier import already created. */
export type Known<P extends Plan> = P & { readonly itemId: string };

/** Plans what to do with each entry of a file: a row, or the rows of an item. */
export interface Planner<Entry, P extends Plan> {
  /** Reads what is needed to plan the next entries. */
  prepare?(entries: readonly Entry[]): Promise<void>;
  /** A command that creates an item, or the report when there is none. */
  plan(entry: Entry): Promise<P | RowReport>;
  /** Plans for items that already exist, in the same order. */
  compare(known: readonly Known<P>[]): Promise<readonly (Plan | RowReport)[]>;
  /** A plan for an item that was withdrawn, or whose import was repeated after that. */
  again(known: Known<P>, last: TakenBack): Promise<Plan | RowReport>;
}

type ReadRow = Exclude<TableRow, { readonly problem: string }>;

export interface RowPlan extends Plan {
  readonly command: ImportItemCommand;
  /** Whether the row has a creation date of its own. */
  readonly hasOwnDate: boolean;
}

export interface PlannerParts {
  readonly queries: QueryBus;
  readonly scope: Scope;
  readonly context: RowContext;
  readonly people: People;
  readonly trackerId: number;
  /** The user who imports. */
  readonly writer: Pick<User, 'id'>;
  /** One per run. */
  readonly correlationId: string;
  readonly decisions: ImportDecisions | undefined;
}

export class RowPlanner implements Planner<TableRow, RowPlan> {
  private readonly identities: RowIdentities;

  constructor(private readonly parts: PlannerParts) {
    const { prefix, mapping } = parts.context;
    this.identities = new RowIdentities(prefix, mapping.key);
  }

  async plan(row: TableRow): Promise<RowPlan | RowReport> {
    const { line } = row;
    if ('problem' in row) return { line, outcome: 'refused', reason: row.problem };
    try {
      const identity = this.identities.identify(row.cells, line);
      if (identity.earlier) return repeated(line, identity.earlier);
      return { line, ...(await this.planOf(row, identity)) };
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      const cells = cellsOf(error, row, this.parts.context);
      return { ...refused(line, error), ...(cells === undefined ? {} : { cells }) };
    }
  }

  async compare(known: readonly Known<RowPlan>[]): Promise<readonly (Plan | RowReport)[]> {
    const { queries, scope, trackerId, decisions } = this.parts;
    const same = await queries.execute(new FindSameImports(scope, trackerId, known));
    const isSame = ({ command }: RowPlan) => same.has(command.origin.commandId);
    if (!decisions) return known.map((plan) => (isSame(plan) ? skipped(plan) : differs(plan)));
    const ids = known.filter((plan) => !isSame(plan)).map(({ itemId }) => itemId);
    const states = await queries.execute(new ReadRowStates(scope, trackerId, ids, 'imports'));
    return known.map((plan) => {
      const state = states.get(plan.itemId);
      return state ? this.compareOne(plan, state, decisions) : skipped(plan);
    });
  }

  /** What the row says now, compared with what imports made of its item, and with the item. */
  private compareOne(
    { line, itemId, command, fields: shown, hasOwnDate }: Known<RowPlan>,
    state: RowState,
    decisions: ImportDecisions,
  ): Plan | RowReport {
    const { people, writer, correlationId: batch } = this.parts;
    const { input } = command;
    const { status, createDate } = input;
    const authors = authorsOf(command);
    const notes = (input.notes ?? []).map((note, index) => ({ ...note, actorId: authors[index] }));
    const { base } = state;
    const isOtherDay = hasOwnDate && base.exists && base.createDate !== createDate;
    const of = base.exists ? base.createDate : '';
    const message = `expected ${of}, which cannot change afterwards, found ${createDate}`;
    const words = {
      ...{ line, itemId, fields: allFields(input), status, notes, shown },
      details: isOtherDay ? [{ field: 'create_date', message }] : [],
    };
    const parts = { people, writer, batch, decisions, context: this.parts.context };
    return planChange(words, state, comparisonParts(parts));
  }

  again(plan: Known<RowPlan>, last: TakenBack): Promise<Plan | RowReport> {
    const { line, itemId, command } = plan;
    const { context, writer } = this.parts;
    const content = JSON.stringify(command.input);
    const idAt = (version: number) =>
      commandIdOf(context.prefix, 'again', [command.origin.commandId, String(version), content]);
    const isAllowed = this.parts.decisions?.reinstates(line) ?? false;
    if (last.by === 'person' && !isAllowed) return Promise.resolve(withdrawn(plan));
    if (last.by === 'import') {
      return Promise.resolve(
        last.commandId === idAt(last.version - 1) ? skipped(plan) : differs(plan),
      );
    }
    // What happens now is done by the importer, whoever created the item.
    const origin = { ...command.origin, actorId: writer.id, commandId: idAt(last.version) };
    const again = new ReinstateImportCommand(
      itemId,
      command.input,
      origin,
      last.version,
      line,
      authorsOf(command),
    );
    const { fields } = plan;
    return Promise.resolve({ line, command: again, ...(fields ? { fields } : {}) });
  }

  private async planOf(
    { cells, line }: ReadRow,
    { commandId }: RowIdentity,
  ): Promise<Omit<RowPlan, 'line'>> {
    const { context, people, trackerId, writer, correlationId } = this.parts;
    const { input, owner, createdBy, diary, ...row } = mapRow(cells, context);
    const ownerId = await people.resolve('owner', owner);
    const actorId =
      createdBy === undefined ? writer.id : await people.resolve('created_by', createdBy);
    const origin = {
      ...{ actorId, recordedById: writer.id, channel: 'import' as const },
      ...{ correlationId, batch: correlationId },
    };
    const notes: NoteOrigin[] = [];
    for (const { at, author } of diary) {
      notes.push({
        at,
        actorId: author === undefined ? undefined : await people.resolve('notes', author),
      });
    }
    const times = { ...row.times, ...(notes.length > 0 ? { notes } : {}) };
    const shown = withName(input, context);
    const values = shownValues(shown, owner);
    const fields = fieldsOf(shown, people.nameOf(ownerId));
    const owned = { ...input, ownerId };
    const command = new ImportItemCommand(trackerId, owned, times, { ...origin, commandId }, line);
    const hasOwnDate = valueOf(cells, context.mapping, 'create_date')?.column !== undefined;
    return { command, values, fields, hasOwnDate };
  }
}

/** Who wrote each of the notes, if the file says that. */
const authorsOf = ({ times }: ImportItemCommand): readonly (number | undefined)[] =>
  (times.notes ?? []).map(({ actorId }) => actorId);

/** What comparing rows with items needs. */
export const comparisonParts = ({
  people,
  writer,
  batch,
  decisions,
  context: { categories = FIRST_CATEGORIES },
}: Pick<PlannerParts, 'people' | 'writer' | 'context'> & {
  readonly batch: string;
  readonly decisions: ImportDecisions;
}): ComparisonParts => ({
  ...{ decisions, writerId: writer.id, batch },
  realIdOf: (id) => people.realIdOf(id),
  nameOf: (id) => people.nameOf(id),
  categoryOf: (key) => categoryName(categories, key),
});

/** The report of a row that the domain refused. */
export const refused = (line: number, { message, details }: DomainError): RowReport => ({
  line,
  outcome: 'refused',
  reason: message,
  ...(details.length > 0 ? { details } : {}),
  problems:
    details.length === 0
      ? [message]
      : details.map(({ field, message: problem }) => `${field}: ${problem}`),
});

/** The report of an item that already matches the file. */
export const skipped = ({ line, itemId, fields }: Known<Plan>): RowReport => ({
  ...{ line, outcome: 'skipped', item_id: itemId, reason: 'imported before' },
  ...(fields ? { fields } : {}),
});

/** The report of an item that an earlier import created with other content. */
export const differs = ({ line, itemId, fields }: Known<Plan>): RowReport => ({
  ...{ line, outcome: 'differs', item_id: itemId, reason: OTHER_CONTENT },
  ...(fields ? { fields } : {}),
});

/** The report of an item that a person has withdrawn. */
export const withdrawn = ({ line, itemId, fields }: Known<Plan>): RowReport => ({
  ...{ line, outcome: 'refused', item_id: itemId, offer: 'reinstate' },
  reason: 'somebody has withdrawn the item; reinstate it and import again',
  ...(fields ? { fields } : {}),
});

/** Why a row with a known key was not written. */
export const OTHER_CONTENT = 'imported before with other content or another mapping';

function repeated(line: number, earlier: NonNullable<RowIdentity['earlier']>): RowReport {
  return earlier.isEqual
    ? { line, outcome: 'skipped', reason: `the same as line ${earlier.line}` }
    : { line, outcome: 'differs', reason: `line ${earlier.line} has the same key` };
}

/**
 * Plans what becomes of the rows of a workbook that this product wrote: a row with an id is compared
 * with its item at the position of the workbook and now; a row without one becomes an item.
 */
import {
  DomainError,
  NOTE_LINE_MAX_CHARS,
  parseItemId,
  shown,
  typedItemId,
} from '@action-tracker/domain';
import { ReadRowStates, type RowState, type TakenBack } from '@action-tracker/tracking';
import { planChange } from '../compare/row-comparison';
import type { ImportDecisions } from '../import-decisions';
import {
  comparisonParts,
  refused,
  RowPlanner,
  type Known,
  type Plan,
  type Planner,
  type PlannerParts,
  type RowPlan,
} from '../plan/row-planner';
import type { TableRow } from '../read/table-rows';
import type { RowReport } from '../report/row-report';
import { cellsOf } from '../rows/cells-of';
import { textOf, type Cells } from '../rows/row-values';
import type { ExportedFile } from './exported-file';
import { ExportedRow } from './exported-words';

type ReadRow = Exclude<TableRow, { readonly problem: string }>;

export class ExportedPlanner implements Planner<TableRow, Plan> {
  private readonly newRows: RowPlanner;
  private states: ReadonlyMap<string, RowState> = new Map();
  private readonly lines = new Map<string, number>();

  constructor(
    private readonly parts: PlannerParts,
    private readonly decisions: ImportDecisions,
    private readonly exported: ExportedFile,
  ) {
    this.newRows = new RowPlanner(parts);
  }

  async prepare(rows: readonly TableRow[]): Promise<void> {
    const { queries, scope, trackerId } = this.parts;
    const { position } = this.exported;
    const ids = rows.flatMap((row) => ('cells' in row ? (typedItemId(this.idIn(row)) ?? []) : []));
    this.states = await queries.execute(new ReadRowStates(scope, trackerId, ids, { position }));
  }

  async plan(row: TableRow): Promise<Plan | RowReport> {
    if ('problem' in row || this.idIn(row) === '') return this.newRows.plan(row);
    try {
      return await this.planKnown(row, this.idIn(row));
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      const cells = cellsOf(error, row, this.parts.context);
      const itemId = typedItemId(this.idIn(row));
      return {
        ...refused(row.line, error),
        ...(cells === undefined ? {} : { cells }),
        ...(itemId !== undefined && this.states.has(itemId) ? { item_id: itemId } : {}),
      };
    }
  }

  compare(known: readonly Known<Plan>[]): Promise<readonly (Plan | RowReport)[]> {
    return this.newRows.compare(known.flatMap((plan) => (isOfNewRow(plan) ? [plan] : [])));
  }

  again(known: Known<Plan>, last: TakenBack): Promise<Plan | RowReport> {
    if (isOfNewRow(known)) return this.newRows.again(known, last);
    throw new Error(`Expected a row without an id on line ${known.line}`);
  }

  private idIn({ cells }: ReadRow): string {
    return textOf(cells.get(this.exported.idColumn) ?? '');
  }

  private async planKnown(row: ReadRow, text: string): Promise<Plan | RowReport> {
    const { line } = row;
    const { itemId, state } = this.itemOf(text, line);
    const { context, people, writer, correlationId: batch } = this.parts;
    const { decisions } = this;
    const words = {
      ...{ line, itemId, notes: undefined, details: [], shown: undefined },
      ...(await new ExportedRow(row.cells, context, people).words(state.base)),
      addedNote: this.noteIn(row.cells, state),
    };
    const parts = comparisonParts({ people, writer, batch, decisions, context });
    return planChange(words, state, parts);
  }

  /** @throws DomainError VALIDATION_ERROR for an id that is no item of the list */
  private itemOf(text: string, line: number): { itemId: string; state: RowState } {
    const { prefix } = this.parts.context;
    const itemId = typedItemId(text) ?? '';
    const state = this.states.get(itemId);
    if (parseItemId(itemId)?.prefix !== prefix || !state?.base.exists) {
      throw refusal(
        'id',
        `expected an item of ${prefix} that the file was written with, found ${shown(text)}`,
      );
    }
    const earlier = this.lines.get(itemId);
    if (earlier !== undefined) {
      throw refusal('id', `expected each item once, found ${itemId} on line ${earlier}, too`);
    }
    this.lines.set(itemId, line);
    if (state.now.exists && state.now.withdrawn) {
      throw refusal('id', `expected an item in use, found ${itemId} withdrawn`);
    }
    return { itemId, state };
  }

  /** A latest note that no note of the item begins with. */
  private noteIn(cells: Cells, { notes }: RowState): string | undefined {
    const { noteColumn } = this.exported;
    const text = textOf(noteColumn === null ? '' : (cells.get(noteColumn) ?? ''));
    const content = text.replace(/^\d{4}-\d\d-\d\d \S{1,10}: /, '');
    if (content === '') return undefined;
    const lines = notes.flatMap(({ base, now }) => [base, now]).map(firstLine);
    return lines.includes(firstLine(content)) ? undefined : content;
  }
}

const firstLine = (text = ''): string =>
  Array.from(text.split('\n')[0] ?? '')
    .slice(0, NOTE_LINE_MAX_CHARS)
    .join('')
    .trim();

const isOfNewRow = (plan: Known<Plan>): plan is Known<RowPlan> => 'hasOwnDate' in plan;

const refusal = (field: string, message: string): DomainError =>
  DomainError.invalid([{ field, message }]);

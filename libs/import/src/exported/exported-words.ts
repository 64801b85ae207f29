/** Reads what a row of a workbook that comes back says about the fields that it still has. */
import {
  DomainError,
  NAMED_FIELDS,
  STATUSES,
  type FieldProblem,
  type ItemFields,
  type NamedField,
  type Status,
} from '@action-tracker/domain';
import type { RowState } from '@action-tracker/tracking';
import type { People } from '../plan/people';
import { RowValues, valueOf, type Cells, type RowContext } from '../rows/row-values';

export interface ExportedWords {
  readonly fields: Partial<ItemFields>;
  readonly status: Status | undefined;
}

type Base = RowState['base'];
type Field = 'status' | NamedField['mapped'];

export class ExportedRow {
  private readonly values: RowValues;
  private readonly problems: FieldProblem[] = [];

  constructor(
    private readonly cells: Cells,
    private readonly context: RowContext,
    private readonly people: People,
  ) {
    this.values = new RowValues(cells, context);
  }

  /** @throws DomainError VALIDATION_ERROR with the problems of the row */
  async words(base: Base): Promise<ExportedWords> {
    const read = this.values.fields();
    this.problems.push(...this.values.problems.filter(({ field }) => this.isOfFilled(field)));
    const fields: Record<string, unknown> = {};
    for (const field of NAMED_FIELDS.filter(({ mapped }) => this.isThere(mapped))) {
      fields[field.name] = await this.valueOf(field, read, base);
    }
    const status = this.status();
    if (this.problems.length > 0) throw DomainError.invalid(this.problems);
    // Each value is that of its field.
    return { fields: fields, status };
  }

  private async valueOf(
    field: NamedField,
    read: Omit<ItemFields, 'ownerId'>,
    base: Base,
  ): Promise<unknown> {
    const { name, mapped, kind, isRequired } = field;
    if (!this.isFilled(mapped)) {
      if (isRequired) this.missing(mapped);
      return null;
    }
    if (kind === 'user') return this.ownerOf(this.values.text(mapped) ?? '', base);
    const was = base.exists ? base[name] : null;
    // A text that begins like a guarded formula is the same text.
    return this.textsOf(mapped).includes(String(was)) ? was : Reflect.get(read, name);
  }

  private status(): Status | undefined {
    if (!this.isThere('status')) return undefined;
    if (!this.isFilled('status')) {
      this.missing('status');
      return undefined;
    }
    const before = this.values.problems.length;
    const status = this.values.word('status', STATUSES, 'New');
    this.problems.push(...this.values.problems.slice(before));
    return status;
  }

  /** The name of the owner then is not looked up: several users may have it. */
  private async ownerOf(word: string, base: Base): Promise<number> {
    const was = base.exists ? base.ownerId : 0;
    return this.people.isCalled(was, word) ? was : this.people.resolve('owner', word);
  }

  private missing(field: Field): void {
    this.problems.push({ field, message: 'expected a value, found nothing' });
  }

  private isOfFilled(field: string): boolean {
    return NAMED_FIELDS.some(({ mapped }) => mapped === field && this.isFilled(mapped));
  }

  /** Whether the file has a column for the field. */
  private isThere(field: Field): boolean {
    return (this.context.mapping.fields[field]?.columns ?? []).length > 0;
  }

  /** Whether the row has a value in such a column; a default is none. */
  private isFilled(field: Field): boolean {
    return valueOf(this.cells, this.context.mapping, field)?.column !== undefined;
  }

  private textsOf(field: Field): readonly string[] {
    const columns = this.context.mapping.fields[field]?.columns ?? [];
    return columns.map((column) => this.cells.get(column)?.trim() ?? '');
  }
}

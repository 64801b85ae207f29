/** Parameters of imports: the id of one, and the part of its preview. */
import type { ImportOutcome } from '@action-tracker/contracts';
import { IMPORT_OUTCOMES } from '@action-tracker/contracts/imports';
import { BATCH_ID_RULE, DomainError, shown, type FieldProblem } from '@action-tracker/domain';
import type { RowsPart } from '@action-tracker/import';
import { Injectable, type PipeTransform } from '@nestjs/common';
import { UnknownValue } from '../http/unknown-value';
import { ID, queryParameter, repeatable, type Parameter } from '../openapi/parameters';

const PAGE_MAX_ROWS = 500;
const PAGE_ROWS = 100;
/** Of a workbook; text files have fewer. */
const LINE_MAX = 99_999_999;

export const IMPORT_ID: Parameter = {
  name: 'importId',
  in: 'path',
  description: 'Id of an import',
  schema: { type: 'string', format: 'uuid' },
};

export const OF_TRACKER = queryParameter('tracker_id', 'Only imports into this tracker', ID);

export const PREVIEW_PART: readonly Parameter[] = [
  queryParameter('after', 'Only rows after this line', {
    ...{ type: 'integer', minimum: 0, maximum: LINE_MAX },
  }),
  queryParameter('limit', 'Number of rows per page', {
    ...{ type: 'integer', minimum: 1, maximum: PAGE_MAX_ROWS, default: PAGE_ROWS },
  }),
  repeatable('outcome', 'Only rows with this outcome', { type: 'string', enum: IMPORT_OUTCOMES }),
  queryParameter('conflicts', 'Only rows with a conflict', { type: 'string', enum: ['true'] }),
];

/** An id that no import can have is unknown, like any other that none has. */
@Injectable()
export class ImportIdPipe implements PipeTransform<string, string> {
  /** @throws DomainError NOT_FOUND */
  transform(value: string): string {
    if (BATCH_ID_RULE.problem(value) === undefined) return value;
    throw new DomainError('NOT_FOUND', `Import ${shown(value)} not found`);
  }
}

/** Reads the optional tracker of a list of imports. */
@Injectable()
export class OfTrackerPipe implements PipeTransform<unknown, number | undefined> {
  /** @throws DomainError VALIDATION_ERROR */
  transform(value: unknown): number | undefined {
    if (value === undefined) return undefined;
    if (typeof value === 'string' && /^[1-9]\d{0,8}$/.test(value)) return Number(value);
    const message = `expected the id of a tracker, found ${shown(value)}`;
    throw DomainError.invalid([{ field: 'tracker_id', message }]);
  }
}

/** Reads the part of a preview that is asked for. */
@Injectable()
export class PreviewPartPipe implements PipeTransform<Readonly<Record<string, unknown>>, RowsPart> {
  /** @throws DomainError VALIDATION_ERROR with every refused parameter */
  transform(parameters: Readonly<Record<string, unknown>>): RowsPart {
    const problems: FieldProblem[] = [];
    const read = (field: string, min: number, max: number): number | undefined => {
      const value = parameters[field];
      if (value === undefined) return undefined;
      const isWhole = typeof value === 'string' && /^(0|[1-9]\d{0,8})$/.test(value);
      if (isWhole && Number(value) >= min && Number(value) <= max) return Number(value);
      const message = `expected a whole number from ${min} to ${max}, found ${shown(value)}`;
      problems.push({ field, message });
      return undefined;
    };
    const [after, limit] = [read('after', 0, LINE_MAX), read('limit', 1, PAGE_MAX_ROWS)];
    const outcomes = outcomesOf(parameters.outcome, problems);
    const { conflicts } = parameters;
    if (conflicts !== undefined && conflicts !== 'true') {
      problems.push({ field: 'conflicts', message: `expected true, found ${shown(conflicts)}` });
    }
    if (problems.length > 0) throw new UnknownValue(problems, undefined);
    return {
      ...(after === undefined ? {} : { after }),
      ...{ limit: limit ?? PAGE_ROWS, hasConflict: conflicts === 'true' },
      ...(outcomes ? { outcomes } : {}),
    };
  }
}

function outcomesOf(
  value: unknown,
  problems: FieldProblem[],
): readonly ImportOutcome[] | undefined {
  if (value === undefined) return undefined;
  const found: readonly unknown[] = [value].flat();
  const outcomes = IMPORT_OUTCOMES.filter((outcome) => found.includes(outcome));
  const wrong = found.find((one) => !IMPORT_OUTCOMES.some((outcome) => outcome === one));
  if (wrong === undefined) return outcomes;
  const message = `expected one of ${IMPORT_OUTCOMES.join(', ')}; found ${shown(wrong)}`;
  problems.push({ field: 'outcome', message });
  return undefined;
}

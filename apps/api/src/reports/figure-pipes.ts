/** Read what a series or a breakdown asks for. */
import {
  MEASURES,
  REPORT_STEPS,
  type Dimension,
  type Measure,
} from '@action-tracker/contracts/measures';
import { AXES, type Axis } from '@action-tracker/domain';
import type { AskedBreakdown, AskedSeries } from '@action-tracker/tracking';
import { Injectable, type PipeTransform } from '@nestjs/common';
import { ParameterReader, type QueryParameters } from '../http/parameter-reader';
import { readDimension } from '../items/counted-parameters';

interface AskedFigure {
  readonly measure: Measure;
  readonly by: Dimension | undefined;
  readonly axis: Axis;
  readonly from: string | undefined;
  readonly to: string | undefined;
}

/** Anything else is read with the filters. */
const readerOf = (parameters: QueryParameters): ParameterReader =>
  new ParameterReader(parameters, Object.keys(parameters));

/** @throws DomainError VALIDATION_ERROR without a measure */
function figureOf(read: ParameterReader): AskedFigure {
  const [measure] = read.words('measure', MEASURES, 1) ?? [];
  const by = readDimension(read, 'by', measure);
  const [axis = 'occurred'] = read.words('axis', AXES, 1) ?? [];
  if (!read.has('measure')) {
    read.problem('measure', `expected one of ${MEASURES.join(', ')}; found none`);
  }
  const figure = { by, axis, from: read.single('from'), to: read.single('to') };
  if (measure === undefined) {
    read.refuseProblems();
    throw new Error('Expected a measure or a problem');
  }
  return { measure, ...figure };
}

@Injectable()
export class SeriesPipe implements PipeTransform<QueryParameters, AskedSeries> {
  /** @throws DomainError VALIDATION_ERROR */
  transform(parameters: QueryParameters): AskedSeries {
    const read = readerOf(parameters);
    const figure = figureOf(read);
    const [step] = read.words('step', REPORT_STEPS, 1) ?? [];
    read.refuseProblems();
    return { ...figure, step };
  }
}

@Injectable()
export class BreakdownPipe implements PipeTransform<QueryParameters, AskedBreakdown> {
  /** @throws DomainError VALIDATION_ERROR */
  transform(parameters: QueryParameters): AskedBreakdown {
    const read = readerOf(parameters);
    const { by, ...figure } = figureOf(read);
    const by2 = readDimension(read, 'by2', figure.measure);
    if (!read.has('by')) read.problem('by', 'expected a dimension, found none');
    if (by2 !== undefined && by2 === by) read.problem('by2', `expected another one than ${by2}`);
    read.refuseProblems();
    if (by === undefined) throw new Error('Expected a dimension or a problem');
    return { ...figure, by, by2 };
  }
}

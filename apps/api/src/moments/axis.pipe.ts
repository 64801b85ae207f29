import type { Axis } from '@action-tracker/domain';
import { Injectable, type PipeTransform } from '@nestjs/common';
import { axisOf } from './moment-parameters';

/** Reads `?axis=`. */
@Injectable()
export class AxisPipe implements PipeTransform<Parameters<typeof axisOf>[0], Axis> {
  /** @throws DomainError VALIDATION_ERROR */
  transform(query: Parameters<typeof axisOf>[0]): Axis {
    return axisOf(query);
  }
}

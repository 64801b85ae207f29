import { MEASURE_TRAITS, type Unit } from '@action-tracker/contracts/measures';
import type { AskedFigures } from '../lists/counted-items';

/** Items in ranges of days are counted. */
export const unitOf = ({ measure, by }: Pick<AskedFigures, 'measure' | 'by'>): Unit =>
  by.includes('bucket') ? 'items' : MEASURE_TRAITS[measure].unit;

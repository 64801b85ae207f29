import type { PastMoment } from '@action-tracker/tracking';

/**
 * The header that names a downloaded file after the moment that it shows:
 * `items-as-of-20260131T120000Z.csv`.
 */
export function spreadsheetName(
  { instant, axis, position }: Pick<PastMoment, 'instant' | 'axis' | 'position'>,
  extension: 'csv' | 'xlsx',
  content = 'items',
): string {
  const time = instant.replace(/\.\d+/, '').replaceAll(/[-:]/g, '');
  const place = axis === 'recorded' && position !== null ? `-position-${position}` : '';
  return `attachment; filename="${content}-as-of-${time}${place}.${extension}"`;
}

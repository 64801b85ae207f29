import type { ReviewKey } from '../api/reviews-api';

/** Name of the draft of unsaved minutes. */
export const minutesDraft = ({ trackerId, number }: ReviewKey): string =>
  `minutes ${trackerId}/${number}`;

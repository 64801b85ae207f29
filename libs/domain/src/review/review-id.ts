import { PREFIX_MAX_CHARS, PREFIX_MIN_CHARS } from '../vocabulary';

/** The parts of a review's stream name: `AD-R3` is review 3 of the tracker with the prefix `AD`. */
export interface ReviewIdParts {
  readonly prefix: string;
  readonly number: number;
}

const FORM = new RegExp(`^([A-Z]{${PREFIX_MIN_CHARS},${PREFIX_MAX_CHARS}})-R([1-9]\\d{0,8})$`);

/** Names the stream of a review: AD-R1, AD-R12. */
export const formatReviewId = ({ prefix, number }: ReviewIdParts): string => `${prefix}-R${number}`;

/** Parses the name of a review's stream; anything else is `undefined`. */
export function parseReviewId(id: string): ReviewIdParts | undefined {
  const [, prefix, digits] = FORM.exec(id) ?? [];
  if (prefix === undefined || digits === undefined) return undefined;
  return { prefix, number: Number(digits) };
}

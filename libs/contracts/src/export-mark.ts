/**
 * How a workbook says which list it is, so that it can be compared when it comes back. A long one is
 * written as it comes and has one sheet without properties, so it says that in a hidden column.
 */
export interface ExportMark {
  /** Prefix of the tracker. */
  readonly tracker: string;
  /** Of its ledger, at which the list was read. */
  readonly position: number;
  /** ISO 8601 in UTC. */
  readonly asOf: string;
}

/** The hidden sheet with pairs of a name and a value. */
export const ABOUT_SHEET = 'About';
/** Names of the values in the hidden sheet; the last one occurs once per part of a long list. */
export const ABOUT_NAMES = {
  ...{ tracker: 'Tracker', position: 'Position', asOf: 'As of', axis: 'Axis', items: 'Items' },
} as const;

/** The heading of the hidden column. */
export const markHeading = ({ tracker, position, asOf }: ExportMark): string =>
  `Action Tracker: ${tracker} at position ${position} as of ${asOf}`;

const HEADING = /^Action Tracker: ([A-Z]{2,5}) at position (\d{1,15}) as of (\S{20,30})$/;

/** Reads the heading of the hidden column; `undefined` for any other heading. */
export function readMarkHeading(heading: string): ExportMark | undefined {
  const [, tracker, position, asOf] = HEADING.exec(heading.trim()) ?? [];
  return markOf({ tracker, position, asOf });
}

/** Checks the values of a mark. */
export function markOf({
  tracker = '',
  position = '',
  asOf = '',
}: Readonly<Partial<Record<keyof ExportMark, string | undefined>>>): ExportMark | undefined {
  const isWhole = /^[A-Z]{2,5}$/.test(tracker) && /^\d{1,15}$/.test(position);
  return isWhole && !Number.isNaN(Date.parse(asOf))
    ? { tracker, position: Number(position), asOf }
    : undefined;
}

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
/** Names of the values in the hidden sheet; the last two occur several times. */
export const ABOUT_NAMES = {
  ...{ tracker: 'Tracker', position: 'Position', asOf: 'As of', axis: 'Axis' },
  ...{ owner: 'Owner', items: 'Items' },
} as const;

/** Whom a name in the list stands for, because people may have another name when it comes back. */
export interface OwnerMark {
  readonly id: number;
  readonly name: string;
}

/** The text of an owner: in the hidden sheet, or in the hidden column of each row. */
export const ownerMark = ({ id, name }: OwnerMark): string => `${id} ${name}`;

/** Reads the text of an owner; `undefined` for any other text. */
export function readOwnerMark(text: string): OwnerMark | undefined {
  const [, id, name] = /^(\d{1,9}) (.+)$/.exec(text.trim()) ?? [];
  return id === undefined || name === undefined ? undefined : { id: Number(id), name };
}

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

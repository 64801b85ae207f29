/** Encoding labels for `TextDecoder`. */
export const ENCODINGS = ['utf-8', 'utf-16le', 'utf-16be', 'windows-1252'] as const;
export type Encoding = (typeof ENCODINGS)[number];

/** How a table lies in its file. */
export interface FileFormat {
  /** Of a text file. */
  readonly delimiter: string;
  /** Of a text file; a byte order mark takes precedence. */
  readonly encoding: Encoding;
  /** Line of the header, from 1; 0 if there is none, `undefined` if it is the first row. */
  readonly header?: number;
  /** Of a workbook; `undefined` for the first visible sheet with a table. */
  readonly sheet?: string;
}

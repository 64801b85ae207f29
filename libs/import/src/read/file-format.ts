/** Encoding labels for `TextDecoder`. */
export const ENCODINGS = ['utf-8', 'utf-16le', 'windows-1252'] as const;
export type Encoding = (typeof ENCODINGS)[number];

/** Text format of a table file. */
export interface FileFormat {
  readonly delimiter: string;
  readonly encoding: Encoding;
}

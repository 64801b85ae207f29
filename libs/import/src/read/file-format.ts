/** Names that `TextDecoder` knows. */
export const ENCODINGS = ['utf-8', 'utf-16le', 'windows-1252'] as const;
export type Encoding = (typeof ENCODINGS)[number];

/** How the text of a table is written. */
export interface FileFormat {
  readonly delimiter: string;
  readonly encoding: Encoding;
}

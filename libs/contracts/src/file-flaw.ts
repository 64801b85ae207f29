/** What can be wrong with a file as a whole. The client says it in its language. */
export const FILE_FLAWS = [
  ...(['empty', 'old_workbook', 'password', 'binary_workbook', 'open_document', 'word'] as const),
  ...(['archive', 'pdf', 'web_page', 'xml', 'encoding', 'damaged'] as const),
  ...(['no_table', 'no_sheet', 'no_header', 'unreadable_row'] as const),
  ...(['too_many_columns', 'too_complex'] as const),
] as const;
export type FileFlaw = (typeof FILE_FLAWS)[number];

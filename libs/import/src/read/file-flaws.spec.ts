import type { FileFlaw } from '@action-tracker/contracts';
import { FILE_FLAWS } from '@action-tracker/contracts/imports';
import { writeXlsx } from 'hucre/xlsx';
import { archive, ROW, zip } from '../testing/archive';
import { memoryFile } from '../testing/memory-file';
import { openTable } from './open-table';

const MIB = 1024 * 1024;
const TEXT = { delimiter: ',', encoding: 'utf-8' } as const;
const COMPOUND_FILE = Buffer.from('d0cf11e0a1b11ae1', 'hex');
const workbook = (rows: readonly string[][]) =>
  writeXlsx({ sheets: [{ name: 'Log', rows: [...rows] }] });

type Bytes = string | Uint8Array | Promise<Uint8Array>;

/** A file with each flaw, and what a person has chosen of it. */
const FILES: Readonly<Record<FileFlaw, readonly [bytes: () => Bytes, chosen?: object]>> = {
  empty: [() => '\n\n'],
  old_workbook: [() => COMPOUND_FILE],
  password: [() => Buffer.concat([COMPOUND_FILE, Buffer.from('EncryptedPackage', 'utf16le')])],
  binary_workbook: [() => zip([['xl/workbook.bin', 'x']])],
  open_document: [() => zip([['content.xml', 'x']])],
  word: [() => zip([['word/document.xml', 'x']])],
  archive: [() => zip([['a.csv', 'x']])],
  pdf: [() => '%PDF-1.7'],
  web_page: [() => '<html><table>'],
  xml: [() => '<?xml version="1.0"?><Workbook>'],
  encoding: [() => Buffer.from('a,b\n1,caf\xe9\n', 'latin1')],
  damaged: [() => archive({ sheet: ROW, workbook: '<workbook' })],
  no_table: [() => workbook([])],
  no_sheet: [() => workbook([['Action', 'Owner']]), { sheet: 'Risks' }],
  no_header: [() => 'Action\nSign\n', { header: 7 }],
  unreadable_row: [() => '"Action,Owner\nSign,Ana\n'],
  too_many_columns: [() => workbook([Array.from({ length: 300 }, (_, n) => `h${n}`)])],
  too_complex: [() => archive({ sheet: ROW, declared: 300 * MIB })],
};

it.each(FILE_FLAWS)('is named for the client: %s', async (flaw) => {
  const [bytes, chosen] = FILES[flaw];
  const file = memoryFile(await bytes());
  await expect(openTable(file, { ...TEXT, ...chosen })).rejects.toMatchObject({ flaw });
});

it('is none of an upload that is only too large: the code of the error says it', async () => {
  const file = memoryFile(Buffer.concat([Buffer.from('PK\u0003\u0004'), Buffer.alloc(20 * MIB)]));
  await expect(openTable(file, TEXT)).rejects.toMatchObject({
    ...{ flaw: undefined, message: expect.stringContaining('at most 20 MiB') as string },
  });
});

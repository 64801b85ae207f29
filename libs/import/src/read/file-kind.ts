/**
 * Recognises what a file is from its bytes. Names say little: many programs export HTML as `.xls`,
 * and a workbook with a password is not a ZIP archive.
 */
import type { FileFlaw } from '@action-tracker/contracts';
import { ImportRefused } from '../import-refused';

/** Something that is no table of text, and what to do about it. */
export interface OtherKind {
  /** The beginning of a sentence: what was expected and what was found. */
  readonly problem: string;
  readonly help: string;
  readonly flaw: FileFlaw;
}

/** The refusal of such a file. @param name of the file */
export const otherKind = (name: string, { problem, help, flaw }: OtherKind): ImportRefused =>
  new ImportRefused(`${problem} in ${name}: ${help}`, flaw);

const ZIP = 'PK\u0003\u0004';
const COMPOUND_FILE = '\u00d0\u00cf\u0011\u00e0';
/** Byte order marks of UTF-32; the first starts with that of UTF-16. */
const UTF_32_MARKS = ['\u00ff\u00fe\u0000\u0000', '\u0000\u0000\u00fe\u00ff'];
/** In the directory of a compound file, whose names are UTF-16. */
const ENCRYPTED = Buffer.from('EncryptedPackage', 'utf16le');

const AS_WORKBOOK = 'open it in a spreadsheet program and save it as .xlsx';

const signatureOf = (start: Buffer): string => start.subarray(0, 4).toString('latin1');

/** Whether the file is a ZIP archive, as every .xlsx is. */
export const isArchive = (start: Buffer): boolean => signatureOf(start) === ZIP;

/** Whether the file is a compound file: an .xls, or a workbook with a password. */
export const isCompoundFile = (start: Buffer): boolean => signatureOf(start) === COMPOUND_FILE;

/** What a compound file holds. @param bytes the whole file: its directory may be anywhere */
export const compoundFile = (bytes: Buffer): OtherKind =>
  bytes.includes(ENCRYPTED)
    ? {
        problem: 'Expected a workbook without a password, found one that is encrypted',
        help: 'remove the password in a spreadsheet program and save it again',
        flaw: 'password',
      }
    : {
        problem: 'Expected an .xlsx or CSV file, found an old workbook (.xls)',
        help: AS_WORKBOOK,
        flaw: 'old_workbook',
      };

/** Texts that are no tables, by how they begin. */
const TEXTS: readonly (readonly [beginning: RegExp, kind: OtherKind])[] = [
  [
    /^%PDF-/,
    {
      problem: 'Expected an .xlsx or CSV file, found a PDF',
      help: 'export the table itself',
      flaw: 'pdf',
    },
  ],
  [
    /^<(!doctype html|html|head|body|meta|table|style)\b/i,
    {
      problem: 'Expected an .xlsx or CSV file, found a web page (HTML)',
      help: AS_WORKBOOK,
      flaw: 'web_page',
    },
  ],
  [
    /^<\?xml\b/i,
    {
      problem: 'Expected an .xlsx or CSV file, found XML',
      help: AS_WORKBOOK,
      flaw: 'xml',
    },
  ],
];

/** What a file is if it is neither text nor a ZIP archive; `undefined` for text. */
export function otherThanText(start: Buffer): OtherKind | undefined {
  if (isCompoundFile(start)) return compoundFile(start);
  if (isArchive(start)) {
    return {
      problem: 'Expected a CSV file, found a workbook or another archive',
      help: AS_WORKBOOK,
      flaw: 'archive',
    };
  }
  if (UTF_32_MARKS.includes(signatureOf(start))) {
    return {
      problem: 'Expected a CSV file in UTF-8, found UTF-32',
      help: 'save it as "CSV UTF-8"',
      flaw: 'encoding',
    };
  }
  const text = start
    .toString('latin1')
    .replace(/^\u00ef\u00bb\u00bf/, '')
    .trimStart();
  return TEXTS.find(([beginning]) => beginning.test(text))?.[1];
}

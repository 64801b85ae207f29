/** Workbooks that no program writes, byte by byte. */
import { deflateRawSync } from 'node:zlib';

/** A row with one cell. */
export const ROW = '<row><c t="inlineStr"><is><t>Action</t></is></c></row>';
const TYPE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const related = (...parts: readonly (readonly [id: string, type: string, target: string])[]) =>
  `<Relationships>${parts
    .map(
      ([id, type, target]) =>
        `<Relationship Id="${id}" Type="${TYPE}/${type}" Target="${target}"/>`,
    )
    .join('')}</Relationships>`;

interface Content {
  readonly sheet: string;
  readonly strings?: string;
  readonly workbook?: string;
  /** Whether cells with `s="1"` are dates. */
  readonly dates?: boolean;
  /** Size that the directory states for the sheet. */
  readonly declared?: number;
  /** Names of further parts. */
  readonly parts?: readonly string[];
}

/** The least that a workbook consists of. */
export function archive({
  sheet,
  strings,
  workbook: text,
  dates,
  declared,
  parts = [],
}: Content): Buffer {
  const sheets = '<sheets><sheet name="Log" sheetId="1" r:id="rId1"/></sheets>';
  return zip([
    ['[Content_Types].xml', '<Types></Types>'],
    ['_rels/.rels', related(['rId1', 'officeDocument', 'xl/workbook.xml'])],
    ['xl/workbook.xml', text ?? `<workbook>${sheets}</workbook>`],
    [
      'xl/_rels/workbook.xml.rels',
      related(
        ['rId1', 'worksheet', 'worksheets/sheet1.xml'],
        ['rId2', 'sharedStrings', 'sharedStrings.xml'],
        ['rId3', 'styles', 'styles.xml'],
      ),
    ],
    [
      'xl/styles.xml',
      `<styleSheet><cellXfs><xf/>${dates ? '<xf numFmtId="14"/>' : ''}</cellXfs></styleSheet>`,
    ],
    ['xl/sharedStrings.xml', `<sst>${strings ?? ''}</sst>`],
    [
      'xl/worksheets/sheet1.xml',
      `<worksheet><sheetData>${sheet}</sheetData></worksheet>`,
      declared,
    ],
    ...parts.map((name) => [name, '<part/>'] as const),
  ]);
}

/** A ZIP archive whose directory may state wrong sizes. */
export function zip(
  files: readonly (readonly [name: string, text: string, declared?: number | undefined])[],
): Buffer {
  const local: Buffer[] = [];
  const central: Buffer[] = [];
  let offset = 0;
  for (const [name, text, declared] of files) {
    const packed = deflateRawSync(text, { level: 1 });
    // Version, method, sizes and the length of the name; no checksum and no time.
    const about = Buffer.alloc(26);
    about.writeUInt16LE(20, 0);
    about.writeUInt16LE(8, 4);
    about.writeUInt32LE(packed.length, 14);
    about.writeUInt32LE(declared ?? Buffer.byteLength(text), 18);
    about.writeUInt16LE(Buffer.byteLength(name), 22);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(offset, 10);
    central.push(
      Buffer.from('PK\u0001\u0002\u0014\u0000', 'latin1'),
      about,
      tail,
      Buffer.from(name),
    );
    local.push(Buffer.from('PK\u0003\u0004', 'latin1'), about, Buffer.from(name), packed);
    offset += 4 + about.length + name.length + packed.length;
  }
  const directory = Buffer.concat(central);
  const end = Buffer.alloc(22);
  end.write('PK\u0005\u0006', 'latin1');
  end.writeUInt16LE(files.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...local, directory, end]);
}

/**
 * Reads the directory of a ZIP archive, so that an archive that would expand to more than memory
 * allows is refused before anything of it is unpacked. The reader of workbooks does not unpack an
 * entry beyond the size that is declared here.
 */
const ENTRY = 0x02014b50;
const END = 0x06054b50;
const END_BYTES = 22;
const ENTRY_BYTES = 46;
const COMMENT_MAX_BYTES = 65_535;
/** Sizes above 4 GiB are elsewhere, in a record of ZIP64. */
const ZIP64 = 0xffffffff;

export interface ZipEntry {
  readonly name: string;
  /** Size when unpacked, as declared. */
  readonly sizeBytes: number;
}

/** The entries of an archive; `undefined` if it is damaged or larger than 4 GiB when unpacked. */
export function zipDirectory(bytes: Buffer): readonly ZipEntry[] | undefined {
  const end = endOf(bytes);
  if (end === undefined) return undefined;
  const count = bytes.readUInt16LE(end + 10);
  const entries: ZipEntry[] = [];
  let at = bytes.readUInt32LE(end + 16);
  for (let index = 0; index < count; index += 1) {
    if (at + ENTRY_BYTES > bytes.length || bytes.readUInt32LE(at) !== ENTRY) return undefined;
    const [packed, unpacked] = [bytes.readUInt32LE(at + 20), bytes.readUInt32LE(at + 24)];
    // A size of zero would lift the limit while the entry is unpacked.
    if (packed === ZIP64 || unpacked === ZIP64 || (unpacked === 0 && packed > 2)) return undefined;
    const nameBytes = bytes.readUInt16LE(at + 28);
    const name = bytes.toString('utf8', at + ENTRY_BYTES, at + ENTRY_BYTES + nameBytes);
    entries.push({ name, sizeBytes: unpacked });
    at += ENTRY_BYTES + nameBytes + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
  }
  return entries;
}

function endOf(bytes: Buffer): number | undefined {
  const first = Math.max(0, bytes.length - END_BYTES - COMMENT_MAX_BYTES);
  for (let at = bytes.length - END_BYTES; at >= first; at -= 1) {
    if (bytes.readUInt32LE(at) === END) return at;
  }
  return undefined;
}

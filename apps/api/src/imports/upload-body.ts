/** Reads uploaded files. One route takes a form; the hooks for JSON bodies leave it alone. */
import { IMPORT_FILE_MAX_BYTES } from '@action-tracker/contracts/imports';
import { DomainError, shown } from '@action-tracker/domain';
import type { UploadedFile } from '@action-tracker/import';
import fastifyMultipart, { type Multipart, type MultipartFile } from '@fastify/multipart';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyRequest } from 'fastify';
import { isUpload } from '../http/uploads';

/** Room for the other fields of the form. */
const FORM_MAX_BYTES = IMPORT_FILE_MAX_BYTES + 64 * 1024;
/** The file, the tracker, and a little more to say what is wrong. */
const LIMITS = { parts: 8, files: 2, fileSize: IMPORT_FILE_MAX_BYTES, fieldSize: 1_024 } as const;
const NAME_MAX_CHARS = 255;
const TRACKER_ID_FORM = /^[1-9]\d{0,8}$/;

export interface UploadForm {
  readonly trackerId: number;
  readonly file: UploadedFile;
}

/** Takes forms with files, and refuses larger ones before they are read. */
export async function acceptUploads(application: NestFastifyApplication): Promise<void> {
  await application.register(fastifyMultipart, { limits: LIMITS });
  application
    .getHttpAdapter()
    .getInstance()
    .addHook('preParsing', (request, reply, payload, done) => {
      const length = Number(request.headers['content-length'] ?? 0);
      const isTooLarge = isUpload(request) && length > FORM_MAX_BYTES;
      // Otherwise the rest of the body would be read to the end.
      if (isTooLarge) reply.header('Connection', 'close');
      done(isTooLarge ? tooLarge(`a request of ${length} bytes`) : null, payload);
    });
}

const tooLarge = (found: string): Error =>
  Object.assign(
    new Error(
      `Expected a file of at most ${IMPORT_FILE_MAX_BYTES / 1024 / 1024} MiB, found ${found}`,
    ),
    { statusCode: 413 },
  );

/** @throws DomainError VALIDATION_ERROR; an Error with the status 413 */
export async function readUpload(request: FastifyRequest): Promise<UploadForm> {
  if (!isUpload(request)) throw refused('body', 'expected a form with a file, found none');
  const files: UploadedFile[] = [];
  const trackerIds: unknown[] = [];
  for await (const part of partsOf(request)) {
    const { fieldname: field } = part;
    if (field !== 'file' && field !== 'tracker_id') throw refused(field, 'unknown field');
    if (part.type === 'file') files.push(await fileOf(part));
    else if (field === 'tracker_id') trackerIds.push(part.value);
    else throw refused('file', 'expected a file, found a text');
  }
  const [file, otherFile] = files;
  if (!file || otherFile) throw refused('file', `expected one file, found ${files.length}`);
  const [id, otherId] = trackerIds;
  if (typeof id !== 'string' || !TRACKER_ID_FORM.test(id) || otherId !== undefined) {
    throw refused('tracker_id', `expected the id of a tracker, found ${shown(id)}`);
  }
  return { trackerId: Number(id), file };
}

/** The reader of forms throws plain errors for a form that breaks off or has no boundary. */
async function* partsOf(request: FastifyRequest): AsyncGenerator<Multipart> {
  try {
    yield* request.parts();
  } catch (error) {
    if (error instanceof Error && 'statusCode' in error) throw error;
    throw refused('body', 'expected a whole form with its parts, found something else');
  }
}

async function fileOf(part: MultipartFile): Promise<UploadedFile> {
  if (part.fieldname !== 'file') throw refused(part.fieldname, 'expected a text, found a file');
  const bytes = await part.toBuffer().catch((error: unknown) => {
    if (part.file.truncated) throw tooLarge('a larger one');
    throw error;
  });
  return { name: nameOf(part.filename), bytes };
}

/** Browsers send the name alone; scripts may send a path. */
function nameOf(name: string): string {
  const last = name.split(/[/\\]/).at(-1) ?? '';
  const clean = last
    .replaceAll(/\p{Cc}/gu, ' ')
    .toWellFormed()
    .trim();
  return Array.from(clean).slice(0, NAME_MAX_CHARS).join('') || 'file';
}

const refused = (field: string, message: string): DomainError =>
  DomainError.invalid([{ field, message }]);

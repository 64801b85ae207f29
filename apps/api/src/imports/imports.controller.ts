/** Imports of uploaded files. Each belongs to the person who uploaded it; nobody else finds it. */
import { type Import, type ImportPreview } from '@action-tracker/contracts';
import { IMPORT_PATHS } from '@action-tracker/contracts/imports';
import { UploadedImports, type Importer, type RowsPart } from '@action-tracker/import';
import {
  Body,
  Controller,
  Delete,
  Get,
  HttpCode,
  Param,
  Patch,
  Post,
  Query,
  Req,
  Res,
} from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ForSessions } from '../auth/access.guard';
import { RequestImporter, RequestKey } from '../auth/current-user';
import { AnswerStreams } from '../http/answer-streams';
import { NoBody } from '../http/no-body';
import { Reads, Shows, Stores } from '../openapi/describe';
import { IMPORT, IMPORT_PREVIEW, UPLOAD_FORM } from '../openapi/import-schemas';
import { list, text } from '../openapi/schema';
import { ChangeImportBody } from './import-bodies';
import {
  IMPORT_ID,
  ImportIdPipe,
  OF_TRACKER,
  OfTrackerPipe,
  PREVIEW_PART,
  PreviewPartPipe,
} from './import-parameters';
import { importReport } from './import-report';
import { readUpload } from './upload-body';

const ONE = {
  needs: 'import_files',
  parameters: [IMPORT_ID],
  refusals: ['NOT_FOUND', 'CONFLICT'],
} as const;

@Controller('api/imports')
@ForSessions()
export class ImportsController {
  constructor(
    private readonly imports: UploadedImports,
    private readonly streams: AnswerStreams,
  ) {}

  @Post()
  @Stores({
    summary: 'Upload a CSV or .xlsx file and get a proposal how to import it; kept for a day',
    status: 201,
    needs: 'import_files',
    form: UPLOAD_FORM,
    answers: IMPORT,
    headers: ['Location'],
    refusals: ['NOT_FOUND'],
  })
  async add(
    @RequestImporter() user: Importer,
    @RequestKey() id: string,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Import> {
    const added = await this.imports.add(id, { importer: user, ...(await readUpload(request)) });
    reply.header('Location', IMPORT_PATHS.one(added.id));
    return added;
  }

  @Get()
  @Reads({
    summary: "List one's own imports of the last day, latest first",
    answers: list(IMPORT),
    parameters: [OF_TRACKER],
  })
  list(
    @RequestImporter() user: Importer,
    @Query('tracker_id', OfTrackerPipe) trackerId: number | undefined,
  ): Promise<readonly Import[]> {
    return this.imports.list(user, trackerId);
  }

  @Get(':importId')
  @Reads({
    summary: 'Get an import: its proposal, and its progress',
    answers: IMPORT,
    parameters: [IMPORT_ID],
    refusals: ['NOT_FOUND'],
  })
  get(
    @RequestImporter() user: Importer,
    @Param('importId', ImportIdPipe) id: string,
  ): Promise<Import> {
    return this.imports.get(user, id);
  }

  @Patch(':importId')
  @Stores({
    summary: 'Change how a file is read and what its columns and values mean',
    status: 200,
    body: ChangeImportBody,
    answers: IMPORT,
    ...ONE,
  })
  change(
    @RequestImporter() user: Importer,
    @Param('importId', ImportIdPipe) id: string,
    @Body() body: ChangeImportBody,
  ): Promise<Import> {
    return this.imports.change(user, id, body);
  }

  @Delete(':importId')
  @HttpCode(204)
  @Stores({ summary: 'Delete an uploaded file; what was imported stays', status: 204, ...ONE })
  remove(
    @RequestImporter() user: Importer,
    @Param('importId', ImportIdPipe) id: string,
    @NoBody() _body: undefined,
  ): Promise<void> {
    return this.imports.remove(user, id);
  }

  @Get(':importId/preview')
  @Reads({
    summary: 'Get what an import would do to each row; nothing of it is written',
    answers: IMPORT_PREVIEW,
    parameters: [IMPORT_ID, ...PREVIEW_PART],
    refusals: ['NOT_FOUND', 'CONFLICT'],
  })
  preview(
    @RequestImporter() user: Importer,
    @Param('importId', ImportIdPipe) id: string,
    @Query(PreviewPartPipe) part: RowsPart,
  ): Promise<ImportPreview> {
    return this.imports.preview(user, id, part);
  }

  @Post(':importId/run')
  @HttpCode(202)
  @Stores({
    summary: 'Import the file in the background; the import tells its progress',
    status: 202,
    answers: IMPORT,
    headers: ['Location'],
    ...ONE,
  })
  async run(
    @RequestImporter() user: Importer,
    @Param('importId', ImportIdPipe) id: string,
    @NoBody() _body: undefined,
    @RequestKey() batch: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Import> {
    const started = await this.imports.run(user, id, batch);
    reply.header('Location', IMPORT_PATHS.one(id));
    return started;
  }

  @Get(':importId/report')
  @Shows({
    summary: 'Get what became of each row in the last run, as CSV',
    successes: [{ status: 200, says: 'One line per row', content: { 'text/csv': text().json } }],
    parameters: [IMPORT_ID],
    refusals: ['UNAUTHORIZED', 'FORBIDDEN', 'VALIDATION_ERROR', 'NOT_FOUND', 'CONFLICT'],
    isStrict: true,
  })
  async report(
    @RequestImporter() user: Importer,
    @Param('importId', ImportIdPipe) id: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const pages = await this.imports.report(user, id);
    reply.type('text/csv; charset=utf-8').header('Cache-Control', 'private, no-store');
    return this.streams.open(importReport(pages));
  }
}

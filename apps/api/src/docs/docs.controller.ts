/** The description of the API: for machines as OpenAPI, for people as Swagger UI. */
import { Controller, Get, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Public } from '../auth/access.guard';
import { docsPolicy, newNonce } from '../http/security-headers';
import { ApiDescription } from './api-description';
import { Shows } from '../openapi/describe';
import { PAGE } from '../openapi/media';
import type { OpenApiDocument } from './document';

/** Where the files of Swagger UI are served. */
export const DOCS_FILES = '/api/docs/';

@Controller('api')
@Public()
export class DocsController {
  constructor(private readonly description: ApiDescription) {}

  @Get('openapi.json')
  @Shows({
    summary: 'Get the OpenAPI 3.1 description of the API',
    successes: [
      {
        status: 200,
        says: 'This document',
        content: { 'application/json': { type: 'object', required: ['openapi', 'paths'] } },
      },
    ],
  })
  document(): Promise<OpenApiDocument> {
    return this.description.read();
  }

  @Get('docs')
  @Shows({
    summary: 'Browse the description of the API',
    successes: [{ status: 200, says: 'Swagger UI', content: PAGE }],
  })
  page(@Res() reply: FastifyReply): void {
    const nonce = newNonce();
    reply
      .header('Content-Security-Policy', docsPolicy(nonce))
      .header('Cache-Control', 'no-cache')
      .type('text/html; charset=utf-8')
      .send(docsPage(nonce));
  }
}

const docsPage = (nonce: string) => `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>Action Tracker API</title>
    <link rel="icon" href="/favicon.svg" type="image/svg+xml" />
    <link rel="stylesheet" href="${DOCS_FILES}swagger-ui.css" nonce="${nonce}" />
  </head>
  <body>
    <div id="description"></div>
    <script src="${DOCS_FILES}swagger-ui-bundle.js" nonce="${nonce}"></script>
    <script nonce="${nonce}">
      SwaggerUIBundle({ url: '/api/openapi.json', dom_id: '#description', deepLinking: true });
    </script>
  </body>
</html>
`;

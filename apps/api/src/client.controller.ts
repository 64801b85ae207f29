import { DomainError } from '@action-tracker/domain';
import { All, Controller, Get, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Public } from './auth/access.guard';

/** What no other route answers: unknown API paths are errors, all else is a page of the client. */
@Controller()
@Public()
export class ClientController {
  @All(['api', 'api/*', 'auth/*'])
  refuse(@Req() { method, url }: FastifyRequest): never {
    throw new DomainError('NOT_FOUND', `${method} ${url.split('?')[0]} not found`);
  }

  @Get('*')
  page(@Res() reply: FastifyReply): void {
    reply.header('Cache-Control', 'no-cache').sendFile('index.html');
  }
}

import { All, Controller, Get, Param, Req, Res } from '@nestjs/common';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { typedItemId } from '@action-tracker/domain';
import { Public } from '../auth/access.guard';
import { ClientPage } from './client-page';
import { KnownRoutes } from '../http/known-routes';
import { Shows } from '../openapi/describe';
import { LOOSE_ITEM_ID } from '../openapi/parameters';
import { newNonce, pagePolicy } from '../http/security-headers';

/** A path whose last part has an extension; no page has one but the first. */
const FILE_PATH = /\.\w+$/;
const FIRST_PAGE = '/index.html';

const pageOf = (itemId: string): string =>
  `/items/${encodeURIComponent(typedItemId(itemId) ?? itemId)}`;

/** Nest knows no path that ends in a slash, which some programs put behind every link. */
export function redirectLinksWithSlash(fastify: FastifyInstance): void {
  fastify.get<{ Params: { itemId: string } }>('/go/:itemId/', ({ params }, reply) =>
    reply.redirect(pageOf(params.itemId), 302),
  );
}

/** What no other route answers: unknown API paths and files are errors, all else is a page of the client. */
@Controller()
@Public()
export class ClientController {
  private readonly client = new ClientPage();

  constructor(private readonly routes: KnownRoutes) {}

  @All(['api', 'api/*', 'auth/*'])
  refuse(@Req() { method, url }: FastifyRequest): never {
    const [path = ''] = url.split('?');
    this.routes.refuse(method, path);
  }

  /** Short links for mails and minutes: `/go/ad-1` leads to the page of AD-001. */
  @Get('go/:itemId')
  @Shows({
    summary: 'Redirect a short link to the page of an item',
    successes: [{ status: 302, says: 'To the page', headers: ['Location'] }],
    parameters: [LOOSE_ITEM_ID],
  })
  go(@Param('itemId') itemId: string, @Res() reply: FastifyReply): void {
    reply.redirect(pageOf(itemId), 302);
  }

  /**
   * A missing file must not return the page: a browser would parse HTML as a script of an older
   * build.
   */
  @Get('*')
  page(@Req() { method, url }: FastifyRequest, @Res() reply: FastifyReply): void {
    const [path = ''] = url.split('?');
    if (FILE_PATH.test(path) && path !== FIRST_PAGE) this.routes.refuse(method, path);
    const nonce = newNonce();
    reply
      .header('Content-Security-Policy', pagePolicy(nonce))
      .header('Cache-Control', 'no-cache')
      .type('text/html; charset=utf-8')
      .send(this.client.render(nonce));
  }
}

import type { User } from '@action-tracker/contracts';
import { DomainError } from '@action-tracker/domain';
import type { Settings } from '@action-tracker/runtime';
import { AccessTokens } from '@action-tracker/tracking';
import {
  Catch,
  Controller,
  Get,
  Inject,
  Post,
  Query,
  Req,
  Res,
  UseFilters,
  UseGuards,
  type ArgumentsHost,
  type ExceptionFilter,
} from '@nestjs/common';
import { AuthGuard } from '@nestjs/passport';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { newNonce, pagePolicy } from '../http/security-headers';
import { SETTINGS } from '../http/tokens';
import { Shows } from '../openapi/describe';
import { PAGE, SIGN_IN_FORM } from '../openapi/media';
import { RETURN_TO } from '../openapi/parameters';
import { Public } from './access.guard';
import { CurrentUser } from './current-user';
import { field, LOCAL_STRATEGY, requireLocal } from './local-sign-in';
import { safeReturnTo } from './return-to';
import { setSession } from './session-cookie';
import { signInPage, type SignInForm } from './sign-in-page';

/** Shows a refused sign-in on the form it came from, with what was typed. */
@Catch(DomainError)
class SignInRefusal implements ExceptionFilter<DomainError> {
  catch({ message }: DomainError, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const { body } = http.getRequest<FastifyRequest>();
    const form = {
      returnTo: safeReturnTo(field(body, 'return_to')),
      name: field(body, 'name'),
      email: field(body, 'email'),
      problem: message,
    };
    sendPage(http.getResponse<FastifyReply>().status(400), form);
  }
}

function sendPage(reply: FastifyReply, form: SignInForm): void {
  const nonce = newNonce();
  reply
    .header('Content-Security-Policy', pagePolicy(nonce))
    .header('Cache-Control', 'no-store')
    .type('text/html; charset=utf-8')
    .send(signInPage(form, nonce));
}

/** Sign-in for development, when Google is not configured. */
@Controller('auth')
@Public()
export class LocalController {
  constructor(
    @Inject(SETTINGS) private readonly settings: Settings,
    private readonly tokens: AccessTokens,
  ) {}

  @Get('login')
  @Shows({
    summary: 'Show the sign-in form of development',
    successes: [{ status: 200, says: 'The form', content: PAGE }],
    parameters: [RETURN_TO],
    refusals: ['FORBIDDEN', 'RATE_LIMITED'],
  })
  showForm(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Query('return_to') returnTo: unknown,
  ): void {
    requireLocal(request, this.settings);
    sendPage(reply, { returnTo: safeReturnTo(returnTo), name: '', email: '' });
  }

  @Post('login')
  @Shows({
    summary: 'Sign in with any name and e-mail address (development only)',
    successes: [
      { status: 303, says: 'Signed in', headers: ['Location', 'Set-Cookie'] },
      { status: 400, says: 'The form again, with what is wrong', content: PAGE },
    ],
    refusals: ['PAYLOAD_TOO_LARGE', 'UNSUPPORTED_MEDIA_TYPE', 'RATE_LIMITED'],
    body: { mediaType: 'application/x-www-form-urlencoded', schema: SIGN_IN_FORM.json },
  })
  @UseGuards(AuthGuard(LOCAL_STRATEGY))
  @UseFilters(SignInRefusal)
  signIn(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @CurrentUser() user: User,
  ): void {
    setSession(reply, this.tokens.issue(user), this.settings);
    reply.redirect(safeReturnTo(field(request.body, 'return_to')), 303);
  }
}

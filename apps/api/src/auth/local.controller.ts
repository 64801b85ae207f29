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
import { SETTINGS } from '../injection-keys';
import { Shows } from '../openapi/describe';
import { PAGE, SIGN_IN_FORM } from '../openapi/media';
import { RETURN_TO, SIGN_IN_REASON } from './sign-in-parameters';
import { Public } from './access.guard';
import { CurrentUser } from './current-user';
import { field, LOCAL_STRATEGY, requireLocal } from './local-sign-in';
import { pageLanguage } from './page-language';
import { pageColorScheme } from './page-theme';
import { safeReturnTo } from './return-to';
import { setSession, TOKEN_COOKIE } from './session-cookie';
import { signInPage, type SignInForm } from './sign-in-page';
import { problemIn } from './sign-in-problem';
import { SIGN_IN_REASONS, type SignInReason } from './sign-in-texts';

/** Shows a refused sign-in on the form, with the submitted values. */
@Catch(DomainError)
class SignInRefusal implements ExceptionFilter<DomainError> {
  catch(problem: DomainError, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const { body } = request;
    const language = pageLanguage(request);
    const form = {
      language,
      colorScheme: pageColorScheme(request),
      returnTo: safeReturnTo(field(body, 'return_to')),
      name: field(body, 'name'),
      email: field(body, 'email'),
      problem: problemIn(language, problem),
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

/** The reason from the client, or "ended" if there is a cookie with an invalid token. */
function reasonOf(asked: unknown, { cookies }: FastifyRequest): SignInReason | undefined {
  const known = SIGN_IN_REASONS.find((reason) => reason === asked);
  return known ?? (cookies[TOKEN_COOKIE] === undefined ? undefined : 'ended');
}

/** Sign-in for development, if Google is not configured. */
@Controller('auth')
@Public()
export class LocalController {
  constructor(
    @Inject(SETTINGS) private readonly settings: Settings,
    private readonly tokens: AccessTokens,
  ) {}

  @Get('login')
  @Shows({
    summary: 'Show the sign-in form for development',
    successes: [{ status: 200, says: 'The form', content: PAGE }],
    parameters: [RETURN_TO, SIGN_IN_REASON],
    refusals: ['FORBIDDEN', 'RATE_LIMITED'],
  })
  showForm(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Query('return_to') returnTo: unknown,
    @Query('reason') reason: unknown,
  ): void {
    requireLocal(request, this.settings);
    sendPage(reply, {
      language: pageLanguage(request),
      colorScheme: pageColorScheme(request),
      returnTo: safeReturnTo(returnTo),
      reason: reasonOf(reason, request),
      ...{ name: '', email: '' },
    });
  }

  @Post('login')
  @Shows({
    summary: 'Sign in with any name and e-mail address (development only)',
    successes: [
      { status: 303, says: 'Signed in', headers: ['Location', 'Set-Cookie'] },
      { status: 400, says: 'The form again, with the errors', content: PAGE },
    ],
    refusals: ['PAYLOAD_TOO_LARGE', 'UNSUPPORTED_MEDIA_TYPE', 'RATE_LIMITED'],
    body: { mediaType: 'application/x-www-form-urlencoded', schema: SIGN_IN_FORM.json },
  })
  @UseGuards(AuthGuard(LOCAL_STRATEGY))
  @UseFilters(SignInRefusal)
  async signIn(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @CurrentUser() user: User,
  ): Promise<void> {
    const token = await this.tokens.issue(user, { userAgent: request.headers['user-agent'] });
    setSession(reply, token, this.settings);
    reply.redirect(safeReturnTo(field(request.body, 'return_to')), 303);
  }
}

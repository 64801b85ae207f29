import type { Me, User } from '@action-tracker/contracts';
import { DomainError } from '@action-tracker/domain';
import type { Settings } from '@action-tracker/runtime';
import { AccessTokens, Clock, SESSION_SECONDS } from '@action-tracker/tracking';
import {
  Controller,
  Get,
  HttpCode,
  Inject,
  Post,
  Query,
  Req,
  Res,
  UseFilters,
  UseGuards,
  Catch,
  type ArgumentsHost,
  type ExceptionFilter,
} from '@nestjs/common';
import { AuthGuard } from '@nestjs/passport';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { newNonce, pagePolicy } from '../http/security-headers';
import { SETTINGS } from '../http/tokens';
import { Public } from './access.guard';
import { CurrentUser } from './current-user';
import { field, LOCAL_STRATEGY, requireLocal } from './local-sign-in';
import { safeReturnTo } from './return-to';
import { requireSameSite } from './same-site';
import { signInPage, type SignInForm } from './sign-in-page';
import { TOKEN_COOKIE, tokenOf } from './token-strategy';

const HTML = 'text/html; charset=utf-8';

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
    .type(HTML)
    .send(signInPage(form, nonce));
}

@Controller('auth')
export class AuthController {
  constructor(
    @Inject(SETTINGS) private readonly settings: Settings,
    private readonly tokens: AccessTokens,
    private readonly clock: Clock,
  ) {}

  @Get('login')
  @Public()
  showForm(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Query('return_to') returnTo: unknown,
  ): void {
    requireLocal(request, this.settings);
    const form = { returnTo: safeReturnTo(returnTo), name: '', email: '' };
    sendPage(reply, form);
  }

  @Post('login')
  @Public()
  @UseGuards(AuthGuard(LOCAL_STRATEGY))
  @UseFilters(SignInRefusal)
  signIn(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @CurrentUser() user: User,
  ): void {
    reply.setCookie(TOKEN_COOKIE, this.tokens.issue(user), {
      ...this.cookie,
      maxAge: SESSION_SECONDS,
    });
    reply.redirect(safeReturnTo(field(request.body, 'return_to')), 303);
  }

  @Post('logout')
  @Public()
  @HttpCode(204)
  async signOut(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Query('everywhere') everywhere: unknown,
  ): Promise<void> {
    requireSameSite(request);
    const token = tokenOf(request) ?? '';
    const ended =
      everywhere === 'true' ? this.tokens.revokeEverywhere(token) : this.tokens.revoke(token);
    await ended;
    reply.clearCookie(TOKEN_COOKIE, this.cookie);
  }

  @Get('me')
  me(@CurrentUser() { id, email, name, initials }: User): Me {
    const { timeZone } = this.clock;
    return { id, email, name, initials, today: this.clock.today(), time_zone: timeZone };
  }

  private get cookie() {
    const secure = this.settings.publicUrl?.protocol === 'https:';
    return { httpOnly: true, sameSite: 'lax', path: '/', secure } as const;
  }
}

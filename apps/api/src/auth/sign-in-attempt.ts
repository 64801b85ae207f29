/**
 * The state of a sign-in with Google between leaving and coming back, in a signed cookie valid for
 * ten minutes: the `state` that Google must return, the PKCE verifier, and the requested page. The
 * server stores nothing. Passport calls `store` and `verify` by their number of parameters.
 */
import type { Settings } from '@action-tracker/runtime';
import type { JwtService } from '@nestjs/jwt';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { randomBytes } from 'node:crypto';
import { safeReturnTo } from './return-to';

const COOKIE = 'sign-in';
const LIFETIME_SECONDS = 600;
const AUDIENCE = 'sign-in';

interface Attempt {
  readonly state: string;
  readonly verifier: string;
  readonly returnTo: string;
}

/** The message that passport passes on if the cookie does not match the response. */
export const ATTEMPT_LOST = 'attempt-lost';

/** A request with its reply attached, because passport passes on only the request. */
export type SignInRequest = FastifyRequest<{ Querystring: { return_to?: string } }> & {
  signInReply?: FastifyReply;
};

type Stored = (error: Error | null, state?: string) => void;
type Verified = (error: Error | null, ok?: string | false, state?: unknown) => void;

export class SignInAttempts {
  constructor(
    private readonly jwt: JwtService,
    private readonly settings: Settings,
  ) {}

  store(
    request: SignInRequest,
    verifier: string,
    _state: unknown,
    _meta: unknown,
    done: Stored,
  ): void {
    const attempt: Attempt = {
      state: randomBytes(24).toString('base64url'),
      verifier,
      returnTo: safeReturnTo(request.query.return_to),
    };
    const value = this.jwt.sign(attempt, { expiresIn: LIFETIME_SECONDS, audience: AUDIENCE });
    request.signInReply?.setCookie(COOKIE, value, { ...this.cookie, maxAge: LIFETIME_SECONDS });
    done(null, attempt.state);
  }

  verify(request: SignInRequest, state: string, _meta: unknown, done: Verified): void {
    const attempt = this.read(request.cookies[COOKIE]);
    // One cookie allows one sign-in: a second use of the same response finds none.
    request.signInReply?.clearCookie(COOKIE, this.cookie);
    if (attempt?.state !== state) done(null, false, { message: ATTEMPT_LOST });
    else done(null, attempt.verifier, { returnTo: attempt.returnTo });
  }

  private read(value: string | undefined): Attempt | undefined {
    try {
      return this.jwt.verify<Attempt>(value ?? '', { audience: AUDIENCE, algorithms: ['HS256'] });
    } catch {
      return undefined;
    }
  }

  private get cookie() {
    const secure = this.settings.publicUrl?.protocol === 'https:';
    return { httpOnly: true, sameSite: 'lax', path: '/auth', secure } as const;
  }
}

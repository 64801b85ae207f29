/** Sign-in with Google: OAuth 2.0 with state and PKCE, and the verified e-mail of the profile. */
import type { User } from '@action-tracker/contracts';
import { DomainError } from '@action-tracker/domain';
import type { Settings } from '@action-tracker/runtime';
import { Users } from '@action-tracker/tracking';
import { Inject, Injectable, type ExecutionContext } from '@nestjs/common';
import { JwtService } from '@nestjs/jwt';
import { AuthGuard, PassportStrategy } from '@nestjs/passport';
import type { FastifyReply } from 'fastify';
import { Strategy, type Profile, type StrategyOptions } from 'passport-google-oauth20';
import { SETTINGS } from '../injection-keys';
import { Admission } from './admission';
import { logNamesake } from './namesakes';
import { ATTEMPT_LOST, SignInAttempts, type SignInRequest } from './sign-in-attempt';
import { SignInProblem } from './sign-in-problem';

const GOOGLE_STRATEGY = 'google';

@Injectable()
export class GoogleSignIn extends PassportStrategy(Strategy, GOOGLE_STRATEGY) {
  constructor(
    @Inject(SETTINGS) settings: Settings,
    private readonly users: Users,
    private readonly admission: Admission,
    jwt: JwtService,
  ) {
    super(strategyOptions(settings, new SignInAttempts(jwt, settings)));
  }

  /** @throws SignInProblem or DomainError FORBIDDEN if this person may not sign in */
  async validate(_access: string, _refresh: string, profile: Profile): Promise<User> {
    const [email] = profile.emails ?? [];
    if (!email?.verified) {
      throw new SignInProblem('email-not-verified');
    }
    await this.admission.requireAllowed(email.value);
    const name = profile.displayName || email.value;
    const user = await this.users.signInWithGoogle({ sub: profile.id, email: email.value, name });
    await this.admission.welcome(user);
    await logNamesake(this.users, user);
    return user;
  }
}

/**
 * Redirects to Google and handles the callback; passport tells the two apart by the query
 * parameters.
 */
@Injectable()
export class GoogleGuard extends AuthGuard(GOOGLE_STRATEGY) {
  override getRequest(context: ExecutionContext): SignInRequest {
    const http = context.switchToHttp();
    const request = http.getRequest<SignInRequest>();
    request.signInReply = http.getResponse<FastifyReply>();
    return request;
  }

  override handleRequest<Found = User>(
    error: Error | null,
    user: Found | false,
    info: { message?: string; state?: { returnTo?: string } } | undefined,
    context: ExecutionContext,
  ): Found {
    if (error instanceof SignInProblem || error instanceof DomainError) throw error;
    if (error) throw new SignInProblem('no-answer', error);
    if (!user) {
      throw new SignInProblem(info?.message === ATTEMPT_LOST ? ATTEMPT_LOST : 'not-confirmed');
    }
    const request = context.switchToHttp().getRequest<SignInRequest>();
    request.query.return_to = info?.state?.returnTo ?? '/';
    return user;
  }
}

/** @throws Error if Google is not configured, in which case this strategy is not used */
function strategyOptions(settings: Settings, store: SignInAttempts): StrategyOptions {
  const { google } = settings;
  if (!google) throw new Error('Expected the settings of Google, found none');
  const { authorizationUrl, tokenUrl, userinfoUrl } = google;
  const options = {
    clientID: google.clientId,
    clientSecret: google.clientSecret,
    callbackURL: google.callbackUrl,
    scope: ['openid', 'profile', 'email'],
    pkce: true,
    state: true,
    store,
    ...(authorizationUrl === undefined ? {} : { authorizationURL: authorizationUrl }),
    ...(tokenUrl === undefined ? {} : { tokenURL: tokenUrl }),
    ...(userinfoUrl === undefined ? {} : { userProfileURL: userinfoUrl }),
  };
  // The types of passport-google-oauth20 lack the `store` option of passport-oauth2.
  return options as unknown as StrategyOptions;
}

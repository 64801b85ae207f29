import { DomainError } from '@action-tracker/domain';
import { Catch, Logger, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { newNonce, pagePolicy } from '../http/security-headers';
import { pageLanguage, type PageLanguage } from './page-language';
import { pageColorScheme } from './page-theme';
import { problemPage } from './sign-in-page';
import { SIGN_IN_TEXTS, type SignInFailure } from './sign-in-texts';

const STATUS: Readonly<Record<SignInFailure, number>> = {
  'email-not-verified': 403,
  'no-answer': 502,
  'not-confirmed': 403,
  'attempt-lost': 403,
};

/** A failed sign-in; the page explains it in the language of the user. */
export class SignInProblem extends Error {
  override readonly name = 'SignInProblem';

  constructor(
    readonly failure: SignInFailure,
    cause?: unknown,
  ) {
    super(SIGN_IN_TEXTS.en.failures[failure], { cause });
  }
}

/** The text of the page for a sign-in that failed or was refused. */
export function problemIn(language: PageLanguage, problem: SignInProblem | DomainError): string {
  const { failures, refusals } = SIGN_IN_TEXTS[language];
  if (problem instanceof SignInProblem) return failures[problem.failure];
  return refusals[problem.code] ?? problem.message;
}

/** Ends a failed sign-in on a page that says what happened and what to do next. */
@Catch(SignInProblem, DomainError)
export class SignInProblemFilter implements ExceptionFilter<SignInProblem | DomainError> {
  private readonly logger = new Logger('SignIn');

  catch(problem: SignInProblem | DomainError, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const { id } = request;
    if (problem.cause) this.logger.warn(`Sign-in failed, correlation id ${id}: ${textOf(problem)}`);
    const language = pageLanguage(request);
    const message = problemIn(language, problem);
    const nonce = newNonce();
    http
      .getResponse<FastifyReply>()
      .status(problem instanceof SignInProblem ? STATUS[problem.failure] : 403)
      .header('Content-Security-Policy', pagePolicy(nonce))
      .header('Cache-Control', 'no-store')
      .type('text/html; charset=utf-8')
      .send(
        problemPage(
          { language, colorScheme: pageColorScheme(request), message, correlationId: id },
          nonce,
        ),
      );
  }
}

/** Only the kind of the cause: its message could contain a code or a token. */
const textOf = ({ cause, message }: Error): string =>
  cause instanceof Error ? `${message} (${cause.name})` : message;

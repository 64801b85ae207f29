import { DomainError } from '@action-tracker/domain';
import { Catch, Logger, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { newNonce, pagePolicy } from '../http/security-headers';
import { problemPage } from './sign-in-page';

/** A sign-in that failed, in words for the person who tried. */
export class SignInProblem extends Error {
  override readonly name = 'SignInProblem';

  constructor(
    readonly status: number,
    message: string,
    cause?: unknown,
  ) {
    super(message, { cause });
  }
}

/** Ends a failed sign-in on a page that says what happened and how to go on. */
@Catch(SignInProblem, DomainError)
export class SignInProblemFilter implements ExceptionFilter<SignInProblem | DomainError> {
  private readonly logger = new Logger('SignIn');

  catch(problem: SignInProblem | DomainError, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const { id } = http.getRequest<FastifyRequest>();
    if (problem.cause) this.logger.warn(`Sign-in failed, correlation id ${id}: ${told(problem)}`);
    const nonce = newNonce();
    http
      .getResponse<FastifyReply>()
      .status(problem instanceof SignInProblem ? problem.status : 403)
      .header('Content-Security-Policy', pagePolicy(nonce))
      .header('Cache-Control', 'no-store')
      .type('text/html; charset=utf-8')
      .send(problemPage({ message: problem.message, correlationId: id }, nonce));
  }
}

/** The kind of the cause: its message could hold a code or a token. */
const told = ({ cause, message }: Error): string =>
  cause instanceof Error ? `${message} (${cause.name})` : message;

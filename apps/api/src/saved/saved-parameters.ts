/** The parameters of requests about saved pages. */
import { DomainError, shown } from '@action-tracker/domain';
import type { SavedWrite } from '@action-tracker/tracking';
import { createParamDecorator, type ExecutionContext, type PipeTransform } from '@nestjs/common';
import type { User } from '@action-tracker/contracts';
import type { FastifyRequest } from 'fastify';
import { commandIdOf } from '../http/idempotency';
import { expectedVersions } from '../http/preconditions';
import { scopeOf } from '../http/scope-of';
import { ID, type Parameter } from '../openapi/parameters';

const ID_FORM = /^[1-9]\d{0,8}$/;

const idParameter = (name: string, noun: string): Parameter => ({
  ...{ name, in: 'path', description: `Id of a saved ${noun}`, schema: ID },
});
export const VIEW_ID = idParameter('viewId', 'view');
export const REPORT_ID = idParameter('reportId', 'report');
export const DASHBOARD_ID = idParameter('dashboardId', 'dashboard');

/** An id that no page can have is unknown, like any other that none has. */
export class SavedIdPipe implements PipeTransform<string, number> {
  constructor(private readonly noun: string) {}

  /** @throws DomainError NOT_FOUND */
  transform(value: string): number {
    if (ID_FORM.test(value)) return Number(value);
    throw new DomainError('NOT_FOUND', `${this.noun} ${shown(value)} not found`);
  }
}

/**
 * Who writes, the version that they expect, and by which id a repeat is recognised.
 *
 * @throws DomainError VALIDATION_ERROR for a malformed header
 */
export const RequestWrite = createParamDecorator(
  (_: unknown, context: ExecutionContext): SavedWrite => {
    const request = context.switchToHttp().getRequest<FastifyRequest & { readonly user: User }>();
    const { user, headers, method, url } = request;
    const [path = ''] = url.split('?');
    const key = headers['idempotency-key'];
    return {
      scope: scopeOf(request),
      requestId: commandIdOf({ userId: user.id, method, path, key }),
      expectedVersions: expectedVersions(headers['if-match']),
    };
  },
);

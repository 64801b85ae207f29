import type { JobStatus } from '@action-tracker/contracts';
import { DomainError } from '@action-tracker/domain';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { Scope } from '../ledger/scope';
import { jobStatus } from './job-runner';
import { Jobs } from './jobs';
import { VisibleResults } from './visible-result';

/** How far a job of this user is. @throws DomainError NOT_FOUND, also for a job of somebody else */
export class GetJob extends Query<JobStatus> {
  constructor(
    readonly scope: Scope,
    readonly id: string,
  ) {
    super();
  }
}

@QueryHandler(GetJob)
export class GetJobHandler implements IQueryHandler<GetJob> {
  constructor(
    private readonly jobs: Jobs,
    private readonly results: VisibleResults,
  ) {}

  async execute({ scope, id }: GetJob): Promise<JobStatus> {
    const { kind, ...job } = await this.jobs.find(id, scope.userId);
    if (kind === 'import') throw new DomainError('NOT_FOUND', `Job ${id} not found`);
    const status = jobStatus({ ...job, kind });
    const { result } = status;
    return result ? { ...status, result: await this.results.of(scope, result) } : status;
  }
}

import type { JobStatus } from '@action-tracker/contracts';
import { DomainError } from '@action-tracker/domain';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { Scope } from '../ledger/scope';
import { jobStatus } from './job-runner';
import { Jobs } from './jobs';

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
  constructor(private readonly jobs: Jobs) {}

  async execute({ scope: { userId }, id }: GetJob): Promise<JobStatus> {
    const { kind, ...job } = await this.jobs.find(id, userId);
    if (kind === 'import') throw new DomainError('NOT_FOUND', `Job ${id} not found`);
    return jobStatus({ ...job, kind });
  }
}

import { computed, Service, signal } from '@angular/core';
import { type Problem, toProblem } from '../api-problem/problem';

const TROUBLES: readonly Problem['code'][] = ['OFFLINE', 'UNAVAILABLE'];

/** Whether something failed because the network or the database was unavailable: it may work later. */
export const isTrouble = (failure: unknown): boolean =>
  failure !== undefined && TROUBLES.includes(toProblem(failure).code);

/** Whether the server answers, as the last poll found it. */
@Service()
export class Connection {
  private readonly failure = signal<Problem | undefined>(undefined);

  /** Set while the network or the database is away; other refusals are not about the connection. */
  readonly trouble = computed(() => {
    const problem = this.failure();
    return problem && TROUBLES.includes(problem.code) ? problem : undefined;
  });

  restored(): void {
    this.failure.set(undefined);
  }

  lost(failure: unknown): void {
    this.failure.set(toProblem(failure));
  }
}

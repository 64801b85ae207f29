import { computed, Service, signal } from '@angular/core';
import { type Problem, toProblem } from '../api-problem/problem';

const TROUBLES: readonly Problem['code'][] = ['OFFLINE', 'UNAVAILABLE'];

/** Whether the server is still preparing the past that was asked for: it will answer soon. */
export const isPreparing = (failure: unknown): boolean =>
  toProblem(failure).message.startsWith('Preparing the past');

/**
 * Whether a failure is due to the network or an unavailable database, so that a retry may succeed.
 */
export const isTrouble = (failure: unknown): boolean =>
  failure !== undefined && TROUBLES.includes(toProblem(failure).code);

/** Whether the server responds, according to the last poll. */
@Service()
export class Connection {
  private readonly failure = signal<Problem | undefined>(undefined);

  /**
   * Set while network or database are unavailable; other refusals do not concern the connection.
   */
  readonly trouble = computed(() => {
    const problem = this.failure();
    return problem && TROUBLES.includes(problem.code) ? problem : undefined;
  });

  restored(): void {
    this.failure.set(undefined);
  }

  lost(failure: unknown): void {
    this.failure.set(isPreparing(failure) ? undefined : toProblem(failure));
  }
}

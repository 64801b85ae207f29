import type { JobStatus } from '@action-tracker/contracts';

/** The answer of an act, or the job that will have it. */
export type Started<Result> = { readonly result: Result } | { readonly job: JobStatus };

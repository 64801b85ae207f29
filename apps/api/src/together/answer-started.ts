import { API_PATHS, type JobStatus } from '@action-tracker/contracts';
import type { Started } from '@action-tracker/tracking';
import type { FastifyReply } from 'fastify';

/** Answers an act that is done, or 202 with the address of the job that goes on. */
export function answerStarted<Result>(
  started: Started<Result>,
  reply: FastifyReply,
): Result | JobStatus {
  if ('result' in started) return started.result;
  reply.status(202).header('Location', API_PATHS.job(started.job.id));
  return started.job;
}

import { HttpClient } from '@angular/common/http';
import { inject, Service } from '@angular/core';
import {
  API_PATHS,
  type Batch,
  type JobStatus,
  type UndoRequest,
  type UndoResult,
} from '@action-tracker/contracts';
import { firstValueFrom } from 'rxjs';

const POLL_MS = 500;

/** HTTP access to undo. */
@Service()
export class UndoApi {
  private readonly http = inject(HttpClient);

  /** What an undo would do. */
  preview(request: UndoRequest): Promise<UndoResult> {
    const body = { ...request, dry_run: true };
    return firstValueFrom(this.http.post<UndoResult>(API_PATHS.undo, body));
  }

  /** @param onProgress called while a large undo runs */
  async undo(
    request: UndoRequest,
    onProgress: (job: JobStatus) => void = () => undefined,
  ): Promise<UndoResult> {
    let answer = await firstValueFrom(
      this.http.post<UndoResult | JobStatus>(API_PATHS.undo, request),
    );
    while ('state' in answer && answer.state === 'running') {
      onProgress(answer);
      await new Promise((done) => setTimeout(done, POLL_MS));
      answer = await firstValueFrom(this.http.get<JobStatus>(API_PATHS.job(answer.id)));
    }
    if (!('state' in answer)) return answer;
    if (answer.result && 'conflicts' in answer.result) return answer.result;
    throw new Error(answer.problem ?? 'Expected the result of an undo, found none');
  }

  /** What was done at once in a tracker, latest first. */
  batches(trackerId: number): Promise<readonly Batch[]> {
    return firstValueFrom(this.http.get<readonly Batch[]>(API_PATHS.batches(trackerId)));
  }
}

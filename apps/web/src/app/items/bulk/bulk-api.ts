import { HttpClient } from '@angular/common/http';
import { inject, Service } from '@angular/core';
import {
  API_PATHS,
  type BulkRequest,
  type BulkResult,
  type JobStatus,
  type UndoResult,
} from '@action-tracker/contracts';
import { firstValueFrom } from 'rxjs';

const ASK_EVERY_MS = 400;

/** Called with how many items are done, while the server works on very many. */
type Progress = (done: number) => void;

@Service()
export class BulkApi {
  private readonly http = inject(HttpClient);

  /** Changes or refuses each item on its own. */
  change(request: BulkRequest, progress: Progress): Promise<BulkResult> {
    return this.run<BulkResult>(API_PATHS.bulk, request, progress);
  }

  /** Takes back what was changed at once, except where somebody has changed something since. */
  undo(batch: string, progress: Progress): Promise<UndoResult> {
    return this.run<UndoResult>(API_PATHS.undo, { batch }, progress);
  }

  private async run<Result extends BulkResult | UndoResult>(
    url: string,
    body: object,
    progress: Progress,
  ): Promise<Result> {
    let answer = await firstValueFrom(this.http.post<Result | JobStatus>(url, body));
    while ('state' in answer) {
      progress(answer.done);
      // A job has the result of the act that began it.
      if (answer.result) return answer.result as Result;
      if (answer.state !== 'running') throw new Error(answer.problem ?? '');
      await new Promise((resolve) => setTimeout(resolve, ASK_EVERY_MS));
      answer = await firstValueFrom(this.http.get<JobStatus>(API_PATHS.job(answer.id)));
    }
    return answer;
  }
}

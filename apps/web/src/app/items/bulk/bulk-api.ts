import { HttpClient } from '@angular/common/http';
import { inject, Service } from '@angular/core';
import {
  API_PATHS,
  type BulkRequest,
  type BulkResult,
  type JobStatus,
} from '@action-tracker/contracts';
import { firstValueFrom } from 'rxjs';

const ASK_EVERY_MS = 400;

@Service()
export class BulkApi {
  private readonly http = inject(HttpClient);

  /**
   * Changes or refuses each item on its own.
   *
   * @param progress Called with how many items are done, while the server works on very many.
   */
  async change(request: BulkRequest, progress: (done: number) => void): Promise<BulkResult> {
    let answer = await firstValueFrom(
      this.http.post<BulkResult | JobStatus>(API_PATHS.bulk, request),
    );
    while ('state' in answer) {
      progress(answer.done);
      // A job has the result of the act that began it.
      if (answer.result) return answer.result as BulkResult;
      if (answer.state !== 'running') throw new Error(answer.problem ?? '');
      await new Promise((resolve) => setTimeout(resolve, ASK_EVERY_MS));
      answer = await firstValueFrom(this.http.get<JobStatus>(API_PATHS.job(answer.id)));
    }
    return answer;
  }
}

import { HttpClient, httpResource, type HttpResourceRef } from '@angular/common/http';
import { inject, Service } from '@angular/core';
import { SAMPLE_DATA_PATH, type SampleTracker } from '@action-tracker/contracts';
import { firstValueFrom } from 'rxjs';

/** HTTP access to sample data, which a server in production does not have. */
@Service()
export class SampleDataApi {
  private readonly http = inject(HttpClient);

  all(): HttpResourceRef<readonly SampleTracker[] | undefined> {
    return httpResource<readonly SampleTracker[]>(() => SAMPLE_DATA_PATH);
  }

  add(): Promise<readonly SampleTracker[]> {
    return firstValueFrom(this.http.post<readonly SampleTracker[]>(SAMPLE_DATA_PATH, null));
  }
}

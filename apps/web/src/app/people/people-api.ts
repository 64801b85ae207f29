import { httpResource, type HttpResourceRef } from '@angular/common/http';
import { Service } from '@angular/core';
import { API_PATHS, type Person } from '@action-tracker/contracts';

/** HTTP access to the list of people. */
@Service()
export class PeopleApi {
  all(): HttpResourceRef<readonly Person[] | undefined> {
    return httpResource<readonly Person[]>(() => API_PATHS.users);
  }
}

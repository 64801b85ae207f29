import { httpResource, type HttpResourceRef } from '@angular/common/http';
import { Service } from '@angular/core';
import { API_PATHS, type User } from '@action-tracker/contracts';

/** HTTP access to the list of people. */
@Service()
export class PeopleApi {
  all(): HttpResourceRef<readonly User[] | undefined> {
    return httpResource<readonly User[]>(() => API_PATHS.users);
  }
}

import { httpResource, type HttpResourceRef } from '@angular/common/http';
import { Service } from '@angular/core';
import { API_PATHS, type User } from '@action-tracker/contracts';

/** Where the list of people lives on the server. */
@Service()
export class PeopleApi {
  all(): HttpResourceRef<readonly User[] | undefined> {
    return httpResource<readonly User[]>(() => API_PATHS.users);
  }
}

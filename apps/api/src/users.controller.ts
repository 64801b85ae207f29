import type { User } from '@action-tracker/contracts';
import { Users } from '@action-tracker/tracking';
import { Controller, Get } from '@nestjs/common';

@Controller('api/users')
export class UsersController {
  constructor(private readonly users: Users) {}

  /** Everybody who can own an item. */
  @Get()
  list(): Promise<readonly User[]> {
    return this.users.list();
  }
}

import type { User } from '@action-tracker/contracts';
import { Users } from '@action-tracker/tracking';
import { Controller, Get } from '@nestjs/common';
import { Reads } from '../openapi/describe';
import { list } from '../openapi/schema';
import { USER } from '../openapi/wire-schemas';

@Controller('api/users')
export class UsersController {
  constructor(private readonly users: Users) {}

  @Get()
  @Reads({ summary: 'List the users who can own an item, by name', answers: list(USER) })
  list(): Promise<readonly User[]> {
    return this.users.list();
  }
}

import { Controller, Get } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Public } from './auth/access.guard';

const OK = { status: 'ok' } as const;

@Controller('health')
@Public()
export class HealthController {
  constructor(private readonly database: DataSource) {}

  /** Fails with 500 or 503 when the database does not answer. */
  @Get(['', 'ready'])
  async ready(): Promise<typeof OK> {
    await this.database.query('SELECT 1');
    return OK;
  }

  /** The process itself lives, whatever the database does. */
  @Get('live')
  live(): typeof OK {
    return OK;
  }
}

import { Controller, Get } from '@nestjs/common';
import { Public } from '../auth/access.guard';
import { Reads } from '../openapi/describe';
import { OK_STATUS } from '../openapi/wire-schemas';
import { DatabaseProbe } from './database-probe';
import { Readiness } from './readiness';

const OK = { status: 'ok' } as const;

@Controller('health')
@Public()
export class HealthController {
  constructor(
    private readonly database: DatabaseProbe,
    private readonly readiness: Readiness,
  ) {}

  /** Fails with 500 if the database does not respond, and with 503 while the server is stopping. */
  @Get()
  @Reads({ summary: 'Check whether the server can respond', answers: OK_STATUS, isPublic: true })
  async health(): Promise<typeof OK> {
    this.readiness.require();
    await this.database.requireAnswer();
    return OK;
  }

  /** Fails with 503 if the database does not respond or the server is stopping. */
  @Get('ready')
  @Reads({ summary: 'Check whether the server can respond', answers: OK_STATUS, isPublic: true })
  async ready(): Promise<typeof OK> {
    this.readiness.require();
    await this.database.ask();
    return OK;
  }

  /** Succeeds while the process is alive, whatever the state of the database. */
  @Get('live')
  @Reads({ summary: 'Check that the process is alive', answers: OK_STATUS, isPublic: true })
  live(): typeof OK {
    return OK;
  }
}

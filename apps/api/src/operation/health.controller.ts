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

  /** Fails with 500 when the database does not answer, and with 503 when the server stops. */
  @Get()
  @Reads({ summary: 'Check whether the server can respond', answers: OK_STATUS, isPublic: true })
  async health(): Promise<typeof OK> {
    this.readiness.require();
    await this.database.requireAnswer();
    return OK;
  }

  /** Fails with 503 when the database does not answer, and when the server stops. */
  @Get('ready')
  @Reads({ summary: 'Check whether the server can respond', answers: OK_STATUS, isPublic: true })
  async ready(): Promise<typeof OK> {
    this.readiness.require();
    await this.database.ask();
    return OK;
  }

  /** The process itself lives, whatever the database does. */
  @Get('live')
  @Reads({ summary: 'Check that the process is alive', answers: OK_STATUS, isPublic: true })
  live(): typeof OK {
    return OK;
  }
}

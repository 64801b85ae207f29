import { Controller, Get, Res, UseGuards } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Public } from '../auth/access.guard';
import { Shows } from '../openapi/describe';
import { Metrics } from './metrics';
import { ScraperGuard } from './scraper.guard';

@Controller('metrics')
@Public()
@UseGuards(ScraperGuard)
export class MetricsController {
  constructor(private readonly metrics: Metrics) {}

  @Get()
  @Shows({
    summary:
      'Get metrics for Prometheus: with METRICS_TOKEN as bearer token, else from this machine only',
    successes: [
      { status: 200, says: 'Metrics as text', content: { 'text/plain': { type: 'string' } } },
    ],
    refusals: ['UNAUTHORIZED', 'FORBIDDEN'],
  })
  async read(@Res() reply: FastifyReply): Promise<void> {
    reply.type(this.metrics.contentType).send(await this.metrics.read());
  }
}

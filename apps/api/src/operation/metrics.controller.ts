import { DomainError } from '@action-tracker/domain';
import type { Settings } from '@action-tracker/runtime';
import { Controller, Get, Inject, Req, Res, UnauthorizedException } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { timingSafeEqual, createHash } from 'node:crypto';
import { Public } from '../auth/access.guard';
import { isLocal } from '../auth/local-sign-in';
import { SETTINGS } from '../http/tokens';
import { Shows } from '../openapi/describe';
import { Metrics } from './metrics';

@Controller('metrics')
@Public()
export class MetricsController {
  constructor(
    @Inject(SETTINGS) private readonly settings: Settings,
    private readonly metrics: Metrics,
  ) {}

  @Get()
  @Shows({
    summary:
      'Tell metrics to Prometheus: with METRICS_TOKEN as bearer, or without one to this machine',
    successes: [
      { status: 200, says: 'Metrics as text', content: { 'text/plain': { type: 'string' } } },
    ],
    refusals: ['UNAUTHORIZED', 'FORBIDDEN'],
  })
  async read(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    this.requireScraper(request);
    reply.type(this.metrics.contentType).send(await this.metrics.read());
  }

  /** @throws UnauthorizedException, DomainError FORBIDDEN */
  private requireScraper(request: FastifyRequest): void {
    const { metricsToken, trustProxy } = this.settings;
    if (metricsToken === undefined) {
      if (trustProxy === 0 && isLocal(request)) return;
      throw new DomainError('FORBIDDEN', 'Metrics leave this machine only with METRICS_TOKEN');
    }
    if (isSame(request.headers.authorization ?? '', `Bearer ${metricsToken}`)) return;
    throw new UnauthorizedException('Expected METRICS_TOKEN as bearer token');
  }
}

/** Takes the same time however much of it is right. */
const isSame = (found: string, expected: string): boolean =>
  timingSafeEqual(digest(found), digest(expected));

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

import type { Connections } from '@action-tracker/runtime';
import { Clock, TrackingModule } from '@action-tracker/tracking';
import { Module, type DynamicModule } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_PIPE } from '@nestjs/core';
import { PassportModule } from '@nestjs/passport';
import type { ApplicationParts } from './application';
import { AccessGuard } from './auth/access.guard';
import { AuthController } from './auth/auth.controller';
import { GoogleController } from './auth/google.controller';
import { GoogleSignIn } from './auth/google-sign-in';
import { LocalController } from './auth/local.controller';
import { LocalSignIn } from './auth/local-sign-in';
import { TokenStrategy } from './auth/token-strategy';
import { ClientController } from './client.controller';
import { AnswerStreams } from './http/answer-streams';
import { EntityTags } from './http/entity-tags';
import { ErrorFilter } from './http/error.filter';
import { QueryParametersGuard } from './http/query-parameters.guard';
import { RateLimitGuard } from './http/rate-limit.guard';
import { RequestBodyPipe } from './http/request-body.pipe';
import { SETTINGS, JWT_SECRET } from './http/tokens';
import { KnownRoutes } from './http/known-routes';
import { ItemsController } from './items.controller';
import { ApiDescription } from './openapi/api-description';
import { DocsController } from './openapi/docs.controller';
import { AnswerMemory } from './operation/answer-memory';
import { HealthController } from './operation/health.controller';
import { Metrics } from './operation/metrics';
import { MetricsController } from './operation/metrics.controller';
import { HistoryWarmUp } from './operation/history-warm-up';
import { NightlyVerification } from './operation/nightly-verification';
import { Readiness } from './operation/readiness';
import { ReportsController } from './reports.controller';
import { TrackersController } from './trackers.controller';
import { UsersController } from './users.controller';

export interface ApplicationModuleParts extends ApplicationParts {
  readonly routes: KnownRoutes;
}

/** Whole lists leave as many connections to other reads. */
const halfOf = ({ pool }: Connections): number => Math.max(1, Math.floor(pool.options.max / 2));

@Module({})
export class AppModule {
  static with({ settings, database, jwtSecret, routes }: ApplicationModuleParts): DynamicModule {
    const { dataSource, pool, reads } = database;
    const clock = new Clock(settings.timeZone);
    return {
      module: AppModule,
      imports: [TrackingModule.with({ dataSource, pool, reads, clock, jwtSecret }), PassportModule],
      controllers: [
        AuthController,
        settings.google ? GoogleController : LocalController,
        HealthController,
        MetricsController,
        TrackersController,
        ItemsController,
        UsersController,
        ReportsController,
        DocsController,
        ClientController,
      ],
      providers: [
        { provide: SETTINGS, useValue: settings },
        { provide: KnownRoutes, useValue: routes },
        { provide: JWT_SECRET, useValue: jwtSecret },
        { provide: APP_GUARD, useClass: AccessGuard },
        { provide: APP_GUARD, useClass: RateLimitGuard },
        { provide: APP_GUARD, useClass: QueryParametersGuard },
        { provide: APP_PIPE, useClass: RequestBodyPipe },
        { provide: APP_FILTER, useClass: ErrorFilter },
        AnswerMemory,
        EntityTags,
        { provide: AnswerStreams, useValue: new AnswerStreams(halfOf(reads)) },
        Metrics,
        NightlyVerification,
        HistoryWarmUp,
        Readiness,
        TokenStrategy,
        ApiDescription,
        settings.google ? GoogleSignIn : LocalSignIn,
      ],
    };
  }
}

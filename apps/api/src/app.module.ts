import type { Connections } from '@action-tracker/runtime';
import { Clock, TrackingModule } from '@action-tracker/tracking';
import { Module, type DynamicModule, type Provider } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_PIPE } from '@nestjs/core';
import { PassportModule } from '@nestjs/passport';
import type { ApplicationParts } from './application-parts';
import { MembersController } from './access/members.controller';
import { NameablePeople } from './access/nameable-people';
import { PermissionGuard } from './access/permission.guard';
import { AccessGuard } from './auth/access.guard';
import { SessionsController } from './access/sessions.controller';
import { TokensController } from './access/tokens.controller';
import { Admission } from './auth/admission';
import { AuthController } from './auth/auth.controller';
import { GoogleController } from './auth/google.controller';
import { GoogleSignIn } from './auth/google-sign-in';
import { LocalController } from './auth/local.controller';
import { LocalSignIn } from './auth/local-sign-in';
import { PersonalTokenStrategy } from './auth/personal-token-strategy';
import { Sessions } from './auth/sessions';
import { TokenStrategy } from './auth/token-strategy';
import { TokenUses } from './auth/token-uses';
import { ClientController } from './client/client.controller';
import { AnswerStreams } from './http/answer-streams';
import { EntityTags } from './http/entity-tags';
import { ErrorFilter } from './http/error.filter';
import { QueryParametersGuard } from './openapi/query-parameters.guard';
import { RateLimitGuard } from './auth/rate-limit.guard';
import { RequestBodyPipe } from './http/request-body.pipe';
import { SETTINGS, JWT_SECRET } from './injection-keys';
import { ItemWorkbooks } from './workbook/item-workbooks';
import { ImportsController } from './imports/imports.controller';
import { UPLOADED_IMPORTS } from './imports/imports.provider';
import { KnownRoutes } from './http/known-routes';
import { CorrectionsController } from './items/corrections.controller';
import { ItemsController } from './items/items.controller';
import { LiveController } from './live/live.controller';
import { LiveStreams } from './live/live-streams';
import { ApiDescription } from './docs/api-description';
import { DocsController } from './docs/docs.controller';
import { IdempotencyRetention } from './operation/idempotency-retention';
import { DatabaseProbe } from './operation/database-probe';
import { HealthController } from './operation/health.controller';
import { HistoryWarmUp } from './operation/history-warm-up';
import { Metrics } from './operation/metrics';
import { MetricsController } from './operation/metrics.controller';
import { NightlyVerification } from './operation/nightly-verification';
import { Readiness } from './operation/readiness';
import { MomentsController } from './moments/moments.controller';
import { FiguresController } from './reports/figures.controller';
import { ReportsController } from './reports/reports.controller';
import { ReviewsController } from './reviews/reviews.controller';
import { SamplesController } from './samples/samples.controller';
import { DashboardsController } from './saved/dashboards.controller';
import { SavedReportsController } from './saved/saved-reports.controller';
import { ViewsController } from './saved/views.controller';
import { AbandonedJobs } from './operation/abandoned-jobs';
import { UploadRetention } from './operation/upload-retention';
import { TogetherController } from './together/together.controller';
import { TrackersController } from './trackers/trackers.controller';
import { UsersController } from './people/users.controller';

export interface ApplicationModuleParts extends ApplicationParts {
  readonly routes: KnownRoutes;
}

/** Complete lists use at most half of the connections for reads. */
const halfOf = ({ pool }: Connections): number => Math.max(1, Math.floor(pool.options.max / 2));

const CONTROLLERS = [
  HealthController,
  MetricsController,
  TrackersController,
  MembersController,
  ReviewsController,
  TogetherController,
  ImportsController,
  ItemsController,
  CorrectionsController,
  UsersController,
  TokensController,
  SessionsController,
  MomentsController,
  ReportsController,
  FiguresController,
  ViewsController,
  SavedReportsController,
  DashboardsController,
  LiveController,
  DocsController,
  ClientController,
];

const PROVIDERS: readonly Provider[] = [
  { provide: APP_GUARD, useClass: AccessGuard },
  { provide: APP_GUARD, useClass: RateLimitGuard },
  { provide: APP_GUARD, useClass: PermissionGuard },
  { provide: APP_GUARD, useClass: QueryParametersGuard },
  { provide: APP_PIPE, useClass: RequestBodyPipe },
  { provide: APP_FILTER, useClass: ErrorFilter },
  Admission,
  NameablePeople,
  IdempotencyRetention,
  AbandonedJobs,
  EntityTags,
  HistoryWarmUp,
  ItemWorkbooks,
  UPLOADED_IMPORTS,
  UploadRetention,
  LiveStreams,
  Metrics,
  NightlyVerification,
  DatabaseProbe,
  Readiness,
  Sessions,
  TokenStrategy,
  TokenUses,
  PersonalTokenStrategy,
  ApiDescription,
];

@Module({})
export class AppModule {
  static with({ settings, database, jwtSecret, routes }: ApplicationModuleParts): DynamicModule {
    const { dataSource, pool, reads } = database;
    const clock = new Clock(settings.timeZone);
    const signIn = settings.google ? GoogleController : LocalController;
    return {
      module: AppModule,
      imports: [TrackingModule.with({ dataSource, pool, reads, clock, jwtSecret }), PassportModule],
      // The client's controller has the catch-all route, so it must be last.
      controllers: [
        ...[AuthController, signIn],
        ...(settings.isProduction ? [] : [SamplesController]),
        ...CONTROLLERS,
      ],
      providers: [
        { provide: SETTINGS, useValue: settings },
        { provide: KnownRoutes, useValue: routes },
        { provide: JWT_SECRET, useValue: jwtSecret },
        { provide: AnswerStreams, useValue: new AnswerStreams(halfOf(reads)) },
        settings.google ? GoogleSignIn : LocalSignIn,
        ...PROVIDERS,
      ],
    };
  }
}

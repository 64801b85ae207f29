/** The three kinds of pages that people save. */
import type { SavedDashboard, SavedReport, SavedView } from '@action-tracker/contracts';
import { DomainError, shown } from '@action-tracker/domain';
import { Injectable } from '@nestjs/common';
import { Ledgers } from '../ledger/ledgers';
import { Users } from '../people/user';
import { SavedPages, type PageKind } from './saved-pages';
import {
  dashboardOnWire,
  findSaved,
  reportOnWire,
  viewOnWire,
  type SavedContent,
  type SavedRow,
} from './saved-rows';

const VIEWS: PageKind<SavedView> = {
  ...{ kind: 'view', noun: 'view' },
  onWire: (_, asker, rows) => Promise.resolve(rows.map((row) => viewOnWire(row, asker))),
};

const REPORTS: PageKind<SavedReport> = {
  ...{ kind: 'report', noun: 'report' },
  onWire: (_, asker, rows) => Promise.resolve(rows.map((row) => reportOnWire(row, asker))),
};

const DASHBOARDS: PageKind<SavedDashboard> = {
  ...{ kind: 'dashboard', noun: 'dashboard' },
  async onWire(reader, asker, rows) {
    const ids = [...new Set(rows.flatMap(({ reportIds }) => reportIds))];
    const reports = await findSaved(reader, asker, { kind: 'report', ids });
    return rows.map((row) => dashboardOnWire(row, asker, reports));
  },
  async check(reader, asker, content) {
    const { reportIds: ids } = content;
    refuseReports(content, await findSaved(reader, asker, { kind: 'report', ids }));
  },
};

/** @throws DomainError VALIDATION_ERROR for reports that its readers would not see */
function refuseReports({ reportIds, isShared }: SavedContent, found: readonly SavedRow[]): void {
  const unknown = reportIds.find((id) => !found.some((report) => report.id === id));
  const personal = isShared ? found.find((report) => !report.isShared) : undefined;
  const problem =
    unknown === undefined
      ? personal && `expected shared reports in a shared dashboard, found ${shown(personal.name)}`
      : `expected ids of saved reports, found ${unknown}`;
  if (problem === undefined) return;
  throw DomainError.invalid([{ field: 'report_ids', message: problem }]);
}

/** Views of lists. */
@Injectable()
export class SavedViews extends SavedPages<SavedView> {
  constructor(ledgers: Ledgers, users: Users) {
    super(ledgers, users, VIEWS);
  }
}

/** Reports that people put together. */
@Injectable()
export class SavedReports extends SavedPages<SavedReport> {
  constructor(ledgers: Ledgers, users: Users) {
    super(ledgers, users, REPORTS);
  }
}

/** Dashboards of saved reports. */
@Injectable()
export class SavedDashboards extends SavedPages<SavedDashboard> {
  constructor(ledgers: Ledgers, users: Users) {
    super(ledgers, users, DASHBOARDS);
  }
}

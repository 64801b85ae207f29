import type { HttpResourceRef } from '@angular/common/http';
import { Component, computed, inject, signal } from '@angular/core';
import { Router, RouterLink } from '@angular/router';
import type { SavedDashboard, SavedPage, SavedReport, SavedView } from '@action-tracker/contracts';
import { People } from '../people/people';
import { Announcer } from '../platform/announcer/announcer';
import { type Problem, toProblem } from '../platform/api-problem/problem';
import { Refusal } from '../platform/api-problem/refusal';
import { Dialog } from '../platform/dialogs/dialog';
import { Texts } from '../platform/language/texts';
import { LoadState } from '../platform/loading/load-state';
import { PageTitle } from '../platform/navigation/page-title';
import { Polling } from '../platform/polling/polling';
import { SavedApi, type SavedKind } from '../saved/saved-api';
import { NEW_CHOICE, type SaveChoice, SaveDialog } from '../saved/save-dialog';
import { SAVED_TEXTS } from '../saved/saved.texts';
import { TrackerStore } from '../trackers/tracker-store';

type Page = SavedView | SavedReport | SavedDashboard;

/** What is being named, changed or deleted. */
interface Asked {
  readonly kind: SavedKind;
  /** Undefined for a new dashboard. */
  readonly page: Page | undefined;
}

/** Everything that one has saved or that others share: views, reports and dashboards. */
@Component({
  selector: 'at-saved-page',
  imports: [Dialog, LoadState, Refusal, RouterLink, SaveDialog],
  templateUrl: './saved-page.html',
  styleUrl: './saved-page.scss',
})
export class SavedPages {
  protected readonly t = inject(Texts).with(SAVED_TEXTS).t;
  private readonly api = inject(SavedApi);
  private readonly people = inject(People);
  private readonly trackers = inject(TrackerStore);
  private readonly announcer = inject(Announcer);
  private readonly router = inject(Router);
  private readonly views = this.api.all('view');
  private readonly reports = this.api.all('report');
  private readonly dashboards = this.api.all('dashboard');
  protected readonly changing = signal<Asked | undefined>(undefined);
  protected readonly deleting = signal<Asked | undefined>(undefined);
  protected readonly refusal = signal<Problem | undefined>(undefined);

  protected readonly sections = [
    {
      ...({ kind: 'view', resource: this.views, none: 'saved.noView' } as const),
      pages: () => pagesIn(this.views),
    },
    {
      ...({ kind: 'report', resource: this.reports, none: 'saved.noReport' } as const),
      pages: () => pagesIn(this.reports),
    },
    {
      ...({ kind: 'dashboard', resource: this.dashboards, none: 'saved.noDashboard' } as const),
      pages: () => pagesIn(this.dashboards),
    },
  ];
  protected readonly choice = computed<SaveChoice>(() => {
    const page = this.changing()?.page;
    if (!page) return NEW_CHOICE;
    const { name, is_shared } = page;
    return { name, is_shared, is_default: 'is_default' in page && page.is_default };
  });
  protected readonly heading = computed(() => {
    const page = this.changing()?.page;
    return page ? this.t('saved.edit', { name: page.name }) : this.t('saved.newDashboard');
  });

  constructor() {
    this.trackers.know();
    inject(PageTitle).set(this.t('saved.title'));
    const polling = inject(Polling);
    for (const { resource } of this.sections) polling.retry(resource);
  }

  protected titleKey(kind: SavedKind): `saved.${SavedKind}` {
    return `saved.${kind}`;
  }

  protected linkOf(kind: SavedKind, { id }: SavedPage): readonly (string | number)[] {
    if (kind === 'view') return ['/views', id];
    return kind === 'report' ? ['/reports/figures'] : ['/dashboards', id];
  }

  protected queryOf(kind: SavedKind, page: Page) {
    if (kind !== 'report' || !('query' in page)) return {};
    return { ...this.router.parseUrl(`/?${page.query}`).queryParams, saved: page.id };
  }

  /** The list of a view, and who shares it. */
  protected aboutOf(page: Page): string {
    const list =
      'tracker_id' in page
        ? [
            page.tracker_id === null
              ? this.t('app.allItems')
              : this.trackers.nameOf(page.tracker_id),
          ]
        : [];
    const owner = this.people.nameOf(page.owner_id);
    const shared = page.is_own ? this.t('saved.shared') : this.t('saved.sharedBy', { name: owner });
    return [
      ...list,
      ...('is_default' in page && page.is_default ? [this.t('saved.default')] : []),
      ...(page.is_shared ? [shared] : []),
    ].join(' · ');
  }

  protected readonly save = async (choice: SaveChoice): Promise<void> => {
    const asked = this.changing();
    if (!asked) return;
    const { name, is_shared } = choice;
    const { kind, page } = asked;
    if (!page) {
      const { id } = await this.api.add('dashboard', { name, is_shared, report_ids: [] });
      await this.router.navigate(['/dashboards', id]);
      return;
    }
    if (kind === 'view') await this.api.change(kind, page, choice);
    else await this.api.change(kind, page, { name, is_shared });
    this.reload(kind);
    this.announcer.announce(this.t('saved.done', { name }));
  };

  protected ask(asked: Asked): void {
    this.refusal.set(undefined);
    this.deleting.set(asked);
  }

  protected async remove({ kind, page }: Asked): Promise<void> {
    if (!page) return;
    try {
      await this.api.remove(kind, page);
      this.deleting.set(undefined);
      this.announcer.announce(this.t('saved.deleted', { name: page.name }));
    } catch (failure) {
      this.refusal.set(toProblem(failure));
    }
    this.reload(kind);
  }

  private reload(kind: SavedKind): void {
    this.sections.find((section) => section.kind === kind)?.resource.reload();
  }
}

const pagesIn = <Some extends Page>(
  resource: HttpResourceRef<readonly Some[] | undefined>,
): readonly Page[] | undefined => (resource.hasValue() ? resource.value() : undefined);

import { Component, computed, DOCUMENT, inject, signal } from '@angular/core';
import { Router, RouterLink } from '@angular/router';
import { mdiPencilOutline, mdiPlus } from '@mdi/js';
import { DroppedFile } from '../platform/files/dropped-file';
import { FileDrop } from '../platform/files/file-drop';
import { TimeAgo } from '../platform/formats/time-ago';
import { Icon } from '../platform/icons/icon';
import { Keyboard } from '../platform/keyboard/keyboard';
import { Texts } from '../platform/language/texts';
import { MomentControl } from '../moments/moment-control';
import { Moment } from '../platform/moment/moment';
import { LoadState } from '../platform/loading/load-state';
import { Polling } from '../platform/polling/polling';
import { PartNotLoaded } from '../platform/navigation/part-not-loaded';
import { ArchivedTrackers } from './archived-trackers';
import { Rights } from './rights';
import { SampleData } from './sample-data';
import { TrackerStore } from './tracker-store';
import { TRACKER_LIST_TEXTS } from './tracker-list.texts';

/** All trackers with their open items: the start page. */
@Component({
  selector: 'at-tracker-list',
  imports: [
    ArchivedTrackers,
    FileDrop,
    Icon,
    LoadState,
    MomentControl,
    PartNotLoaded,
    RouterLink,
    SampleData,
    TimeAgo,
  ],
  templateUrl: './tracker-list.html',
  styleUrl: './tracker-list.scss',
  host: { '(click)': 'openRow($event)' },
})
export class TrackerList {
  protected readonly t = inject(Texts).with(TRACKER_LIST_TEXTS).t;
  protected readonly number = inject(Texts).number;
  private readonly store = inject(TrackerStore);
  protected readonly isPast = inject(Moment).isPast;
  private readonly rights = inject(Rights);
  protected readonly mayOpen = computed(() => this.rights.mayOnSite('open_tracker'));

  private readonly router = inject(Router);
  private readonly dropped = inject(DroppedFile);
  private readonly window = inject(DOCUMENT).defaultView;

  protected readonly resource = this.store.all;
  protected readonly trackers = computed(() =>
    this.resource.hasValue() ? this.resource.value() : undefined,
  );
  /** Kept, so that closing and opening does not load them again. */
  protected readonly isArchiveOpen = signal(false);
  protected readonly plusIcon = mdiPlus;
  protected readonly editIcon = mdiPencilOutline;

  constructor() {
    this.store.showAll();
    inject(Polling).watch(() => this.store.poll());
    const window = this.window;
    inject(Keyboard).offer(() => (this.trackers()?.length ? { print: () => window?.print() } : {}));
  }

  /** The first tracker may come with its items. */
  protected async importFirst(file: File): Promise<void> {
    if (this.isPast() || !this.mayOpen()) return;
    this.dropped.file.set(file);
    await this.router.navigate(['/trackers/new'], { queryParams: { then: 'import' } });
  }

  /** A click anywhere in a row opens its tracker, like its links, unless it selects text. */
  protected openRow({ target, ctrlKey, metaKey }: MouseEvent): void {
    if (!(target instanceof Element) || target.closest('a, button')) return;
    const row = target.closest<HTMLElement>('[data-tracker]');
    const isSelecting = this.window?.getSelection()?.isCollapsed === false;
    if (!row || isSelecting) return;
    const path = `/trackers/${row.dataset['tracker']}`;
    if (ctrlKey || metaKey) this.window?.open(path, '_blank', 'noopener');
    else void this.router.navigateByUrl(path);
  }
}

import { Component, computed, effect, inject, input, numberAttribute, signal } from '@angular/core';
import { RouterLink } from '@angular/router';
import { mdiArrowLeft } from '@mdi/js';
import { httpResource } from '@angular/common/http';
import {
  API_PATHS,
  type Batch,
  PAGE_MAX_ITEMS,
  type UndoneField,
  type UndoneItem,
} from '@action-tracker/contracts';
import { FieldWords } from '../items/fields/field-words';
import { People } from '../people/people';
import { type Problem, toProblem } from '../platform/api-problem/problem';
import { ProblemWords } from '../platform/api-problem/problem-words';
import { TimeAgo } from '../platform/formats/time-ago';
import { Icon } from '../platform/icons/icon';
import { Texts } from '../platform/language/texts';
import { LoadState } from '../platform/loading/load-state';
import { PageTitle } from '../platform/navigation/page-title';
import { Polling } from '../platform/polling/polling';
import { Rights } from '../trackers/rights';
import { TrackerStore } from '../trackers/tracker-store';
import { BATCHES_TEXTS } from './batches.texts';
import { OwnActs } from '../platform/own-acts/own-acts';
import { UndoApi } from './undo-api';

/** Items of an open batch beyond these are counted only. */
const MAX_LISTED = 200;

/** The items of an open batch; undefined while they load. */
interface Opened {
  readonly batch: string;
  readonly items?: readonly UndoneItem[];
  readonly problem?: Problem;
}

/** What was done at once in a tracker: imports, bulk changes and undos, each with its undo. */
@Component({
  selector: 'at-batches-page',
  imports: [Icon, LoadState, RouterLink, TimeAgo],
  templateUrl: './batches-page.html',
  styleUrl: './batches-page.scss',
})
export class BatchesPage {
  readonly trackerId = input.required({ transform: numberAttribute });

  protected readonly texts = inject(Texts).with(BATCHES_TEXTS);
  protected readonly t = this.texts.t;
  protected readonly people = inject(People);
  protected readonly problemWords = inject(ProblemWords);
  protected readonly rights = inject(Rights);
  private readonly trackers = inject(TrackerStore);
  private readonly own = inject(OwnActs);
  private readonly api = inject(UndoApi);
  private readonly words = inject(FieldWords);
  protected readonly resource = httpResource<readonly Batch[]>(() =>
    API_PATHS.batches(this.trackerId()),
  );
  protected readonly batches = computed(() =>
    this.resource.hasValue() ? this.resource.value() : undefined,
  );
  /** The API has further pages of a list this long. */
  protected readonly hasMore = computed(() => this.batches()?.length === PAGE_MAX_ITEMS);
  protected readonly name = computed(() => this.trackers.nameOf(this.trackerId()));
  protected readonly opened = signal<Opened | undefined>(undefined);
  protected readonly backIcon = mdiArrowLeft;

  constructor() {
    this.trackers.know();
    const pageTitle = inject(PageTitle);
    effect(() => pageTitle.set(this.t('batches.title', { tracker: this.name() })));
    const polling = inject(Polling);
    polling.retry(this.resource);
    polling.watch(() => this.poll());
  }

  protected kindOf({ kind, label }: Batch): string {
    return label === null ? this.t(`batches.${kind}`) : this.t('batches.importOf', { file: label });
  }

  protected sizeOf({ items }: Batch): string {
    return items === null
      ? this.t('batches.unfinished')
      : this.texts.counted('batches.items', items);
  }

  protected labelOf({ what }: UndoneField): string {
    if (what === 'item') return this.t('batches.item');
    return what === 'note' ? this.t('batches.note') : this.words.label(what);
  }

  protected undo({ batch }: Batch): void {
    this.own.asked.set({ batch });
  }

  /** Opens a batch, or closes the open one. */
  protected async toggle({ batch }: Batch): Promise<void> {
    if (this.opened()?.batch === batch) {
      this.opened.set(undefined);
      return;
    }
    this.opened.set({ batch });
    const opened = await this.read(batch);
    if (this.opened()?.batch === batch) this.opened.set(opened);
  }

  protected listed({ items = [] }: Opened): readonly UndoneItem[] {
    return items.slice(0, MAX_LISTED);
  }

  private async read(batch: string): Promise<Opened> {
    try {
      return { batch, items: (await this.api.preview({ batch })).items };
    } catch (failure) {
      return { batch, problem: toProblem(failure) };
    }
  }

  private async poll(): Promise<void> {
    if (!this.resource.hasValue()) return;
    this.resource.set(await this.api.batches(this.trackerId()));
  }
}

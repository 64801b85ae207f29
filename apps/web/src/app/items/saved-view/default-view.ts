import { effect, inject, Injector, linkedSignal, Service, untracked } from '@angular/core';
import type { SavedView } from '@action-tracker/contracts';
import { isMissingCode } from '../../platform/navigation/error-origin';
import { SavedApi } from '../../saved/saved-api';
import type { ListScope } from '../api/items-api';
import { ListView } from '../view/list-view';

type Views = readonly SavedView[] | undefined;

/**
 * The saved view with which a list opens when its address names none. Until the server has said
 * which one that is, the list is not shown: it would be another one.
 */
@Service()
export class DefaultView {
  private readonly injector = inject(Injector);
  private readonly plainList = inject(ListView).plainList;
  private readonly answer = inject(SavedApi).all('view', () => this.plainList() !== undefined);
  /** All saved views, as they were when a list was last opened by an address without one. */
  readonly views = linkedSignal<Views, Views>({
    source: () => (this.answer.hasValue() ? this.answer.value() : undefined),
    computation: (newest, before) => newest ?? before?.value,
  }).asReadonly();

  constructor() {
    effect(() => {
      const list = this.plainList();
      const hasAnswered = this.answer.hasValue() || this.answer.error() !== undefined;
      if (list !== undefined && hasAnswered) untracked(() => void this.open(list));
    });
  }

  private async open(list: ListScope): Promise<void> {
    const view = defaultOf(list, this.views() ?? []);
    try {
      if (view) await this.show(view, list);
    } catch (failure) {
      // The list opens as it was left.
      if (!isMissingCode(failure)) throw failure;
    } finally {
      if (this.plainList() === list) this.plainList.set(undefined);
    }
  }

  private async show(view: SavedView, list: ListScope): Promise<void> {
    const { ViewOpener } = await import('./view-opener');
    // Somebody may have gone to another page in the meantime.
    if (this.plainList() === list) await this.injector.get(ViewOpener).open(view, true);
  }
}

/** One's own before a shared one. */
function defaultOf(list: ListScope, views: readonly SavedView[]): SavedView | undefined {
  const trackerId = list === 'all' ? null : list;
  const defaults = views.filter((view) => view.is_default && view.tracker_id === trackerId);
  return defaults.find(({ is_shared }) => !is_shared) ?? defaults[0];
}

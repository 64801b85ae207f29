import { httpResource } from '@angular/common/http';
import { Component, computed, inject } from '@angular/core';
import { RouterLink } from '@angular/router';
import { API_PATHS, type TrackerSummary } from '@action-tracker/contracts';
import { Texts } from '../platform/language/texts';
import { LoadState } from '../platform/loading/load-state';
import { TRACKER_LIST_TEXTS } from './tracker-list.texts';

const WITH_ARCHIVED = { url: API_PATHS.trackers, params: { archived: true } };

/** The trackers that no list shows, loaded when somebody asks for them. */
@Component({
  selector: 'at-archived-trackers',
  imports: [LoadState, RouterLink],
  template: `
    @if (trackers(); as trackers) {
      <ul>
        @for (tracker of trackers; track tracker.id) {
          <li>
            <a [routerLink]="['/trackers', tracker.id]">{{ tracker.prefix }} {{ tracker.name }}</a>
            <span class="soft">{{ counted('trackers.itemCount', tracker.total_items) }}</span>
          </li>
        } @empty {
          <li class="soft">{{ t('trackers.noneArchived') }}</li>
        }
      </ul>
    } @else {
      <at-load-state [resource]="resource" />
    }
  `,
  styles: `
    ul {
      margin: 8px 0 0;
      padding: 0;
      list-style: none;
    }
    li {
      display: flex;
      flex-wrap: wrap;
      gap: 4px 12px;
      padding-block: 6px;
      overflow-wrap: anywhere;
    }
  `,
})
export class ArchivedTrackers {
  private readonly texts = inject(Texts).with(TRACKER_LIST_TEXTS);
  protected readonly t = this.texts.t;
  protected readonly counted = this.texts.counted;
  protected readonly resource = httpResource<readonly TrackerSummary[]>(() => WITH_ARCHIVED);
  protected readonly trackers = computed(() =>
    this.resource.hasValue() ? this.resource.value().filter(({ archived }) => archived) : undefined,
  );
}

import { Component, computed, inject, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import { TrackerStore } from '../../trackers/tracker-store';
import { textParts } from './text-parts';

/** Plain text in which URLs and item ids are links. */
@Component({
  selector: 'at-linked-text',
  imports: [RouterLink],
  // No text outside elements: the white space around it would be visible.
  template: `
    @for (part of parts(); track $index) {
      @switch (part.kind) {
        @case ('address') {
          <a [href]="part.href" target="_blank" rel="noopener noreferrer nofollow">{{
            part.text
          }}</a>
        }
        @case ('item') {
          <a class="item" [routerLink]="['/items', part.itemId]">{{ part.text }}</a>
        }
        @default {
          <span>{{ part.text }}</span>
        }
      }
    }
  `,
  styles: `
    a {
      overflow-wrap: anywhere;
    }
    .item {
      white-space: nowrap;
    }
  `,
})
export class LinkedText {
  readonly text = input.required<string>();

  private readonly trackers = inject(TrackerStore);
  protected readonly parts = computed(() =>
    textParts(this.text(), (prefix) => this.trackers.hasPrefix(prefix)),
  );
}

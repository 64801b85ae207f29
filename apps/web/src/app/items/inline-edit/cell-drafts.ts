/**
 * Unsaved edits of single fields: the save was refused, the session ended, the page was left or
 * reloaded, or the text is invalid. Each is kept as typed, with the item version it is based on,
 * until it is saved or discarded.
 */
import { computed, inject, Service, signal } from '@angular/core';
import type { Item } from '@action-tracker/contracts';
import { CLOCK } from '../../platform/clock/clock';
import { type Draft, Drafts } from '../../platform/drafts/drafts';
import { Session } from '../../platform/session/session';
import { isEdited } from '../registry/edited-fields';
import { textOfField } from '../registry/field-input';
import type { CellField } from './cell-fields';

export interface CellDraft {
  readonly id: string;
  readonly itemId: string;
  readonly field: CellField;
  readonly text: string;
  /** Milliseconds since the epoch. */
  readonly begunAt: number;
  /** The item version it is based on. */
  readonly itemVersion: number;
}

const PREFIX = 'cell';

@Service()
export class CellDrafts {
  private readonly drafts = inject(Drafts);
  private readonly session = inject(Session);
  private readonly now = inject(CLOCK);
  /** Ids of drafts being edited or saved, which need no notice. */
  private readonly busy = signal<readonly string[]>([]);

  /** Drafts that wait for a decision. */
  readonly waiting = computed(() => {
    const busy = this.busy();
    const me = this.session.me();
    const drafts = me ? this.drafts.of(me.id) : [];
    return drafts.flatMap(cellDraftOf).filter(({ id }) => !busy.includes(id));
  });

  /** Keeps what was typed, unless it is empty or equal to the current value. */
  keep(item: Item, field: CellField, text: string): void {
    const id = this.idOf(item.id, field);
    const me = this.session.me();
    if (!id || !me) return;
    if (text.trim() === '' || text === textOfField(item, field)) {
      this.drafts.forget(id);
      return;
    }
    this.drafts.keep({
      ...{ id, userId: me.id, name: `${PREFIX} ${item.id} ${field}` },
      ...{ fields: { text }, begunAt: this.now(), itemVersion: item.version },
    });
  }

  /** @param text Discards the draft only if it still has this text. */
  forget(itemId: string, field: CellField, text?: string): void {
    const id = this.idOf(itemId, field);
    const kept = this.all().find((draft) => draft.id === id);
    if (kept && (text === undefined || kept.text === text)) this.drafts.forget(kept.id);
  }

  /** Hides a draft while it is being edited or saved, until the returned function is called. */
  hold(itemId: string, field: CellField): () => void {
    const id = this.idOf(itemId, field) ?? '';
    this.busy.update((ids) => [...ids, id]);
    return () => this.busy.update((ids) => ids.filter((_, index) => index !== ids.indexOf(id)));
  }

  private all(): readonly CellDraft[] {
    const me = this.session.me();
    return me ? this.drafts.of(me.id).flatMap(cellDraftOf) : [];
  }

  /** One draft per cell: a new one replaces the old one. */
  private idOf(itemId: string, field: CellField): string | undefined {
    const me = this.session.me();
    return me && `${me.id} ${PREFIX} ${itemId} ${field}`;
  }
}

function cellDraftOf({ id, name, fields, begunAt, itemVersion }: Draft): readonly CellDraft[] {
  const [prefix, itemId = '', field = ''] = name.split(' ');
  const text = fields['text'];
  if (prefix !== PREFIX || !isEdited(field) || text === undefined) return [];
  return [{ id, itemId, field, text, begunAt: begunAt ?? 0, itemVersion: itemVersion ?? 1 }];
}

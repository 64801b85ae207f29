import {
  ApplicationRef,
  Component,
  computed,
  type ElementRef,
  inject,
  input,
  signal,
  viewChild,
} from '@angular/core';
import type { Note } from '@action-tracker/contracts';
import { mdiCancel, mdiPencilOutline } from '@mdi/js';
import { People } from '../../people/people';
import { Announcer } from '../../platform/announcer/announcer';
import { Formats } from '../../platform/formats/formats';
import { TimeAgo } from '../../platform/formats/time-ago';
import { Icon } from '../../platform/icons/icon';
import { Texts } from '../../platform/language/texts';
import { PartNotLoaded } from '../../platform/navigation/part-not-loaded';
import { Rights } from '../../trackers/rights';
import { Corrections } from '../corrections/corrections';
import { CORRECTION_TEXTS } from '../corrections/corrections.texts';
import { NoteEditor } from '../corrections/note-editor';
import { ReasonDialog } from '../corrections/reason-dialog';
import { LinkedText } from '../linked-text/linked-text';
import { ItemEntries } from '../store/item-entries';
import { ItemStore } from '../store/item-store';
import { FoldedText } from './folded-text';

/** One note, with what happened to it since, and the ways to correct it. */
@Component({
  selector: 'at-item-note',
  imports: [FoldedText, Icon, LinkedText, NoteEditor, PartNotLoaded, ReasonDialog, TimeAgo],
  templateUrl: './item-note.html',
  styles: `
    :host {
      position: relative;
      display: block;
      padding-block: 8px;
      border-bottom: 1px solid var(--at-line);
    }
    at-folded-text {
      display: block;
      padding-inline-end: 64px;
    }
    .head {
      color: var(--at-text-soft);
      font-variant-numeric: tabular-nums;
    }
    .is-withdrawn,
    .mark {
      color: var(--at-text-soft);
    }
    .mark {
      margin-top: 2px;
      font-size: 12.5px;
      overflow-wrap: anywhere;
    }
    .actions {
      position: absolute;
      top: 4px;
      inset-inline-end: 0;
      margin: 0;
    }
    .actions .icon {
      width: 28px;
      height: 28px;
      color: var(--at-text-soft);
    }
    @media print {
      at-folded-text {
        padding-inline-end: 0;
      }
      .actions {
        display: none;
      }
    }
  `,
})
export class ItemNote {
  readonly note = input.required<Note>();
  readonly isEditable = input.required<boolean>();

  protected readonly texts = inject(Texts).with(CORRECTION_TEXTS);
  protected readonly people = inject(People);
  private readonly formats = inject(Formats);
  private readonly store = inject(ItemStore);
  private readonly corrections = inject(Corrections);
  private readonly entries = inject(ItemEntries);
  private readonly announcer = inject(Announcer);
  private readonly application = inject(ApplicationRef);
  protected readonly date = computed(() => this.formats.plainDate(this.note().note_date));
  private readonly rights = inject(Rights);
  /** One's own notes, or those of everybody. */
  protected readonly mayCorrect = computed(() => {
    const trackerId = this.store.item()?.tracker_id;
    if (!this.isEditable() || trackerId === undefined) return this.isEditable();
    const isOwn = this.note().author_id === this.rights.myId();
    return this.rights.may(isOwn ? 'correct_own_note' : 'correct_note', trackerId);
  });
  protected readonly isEditing = signal(false);
  protected readonly isAsking = signal(false);
  private readonly edit = viewChild<ElementRef<HTMLButtonElement>>('edit');
  protected readonly editIcon = mdiPencilOutline;
  protected readonly withdrawIcon = mdiCancel;

  protected readonly withdraw = async (reason: string | null): Promise<void> => {
    this.entries.notes.add(await this.corrections.withdrawNote(this.note(), { reason }));
    this.isAsking.set(false);
    this.announcer.announce(this.texts.t('note.withdrawnDone'));
  };

  /** The focus returns to the button that opened the editor. */
  protected leave(): void {
    this.isEditing.set(false);
    this.application.tick();
    this.edit()?.nativeElement.focus();
  }
}

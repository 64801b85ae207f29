import { httpResource } from '@angular/common/http';
import { Component, computed, effect, inject, input, signal, untracked } from '@angular/core';
import { Router, RouterLink } from '@angular/router';
import { mdiTrayArrowUp } from '@mdi/js';
import type { Import } from '@action-tracker/contracts';
import {
  IMPORT_FILE_MAX_BYTES,
  IMPORT_MAX_ROWS,
  IMPORT_PATHS,
} from '@action-tracker/contracts/imports';
import { ProblemWords } from '../../platform/api-problem/problem-words';
import { DroppedFile } from '../../platform/files/dropped-file';
import { FileDrop } from '../../platform/files/file-drop';
import { TimeAgo } from '../../platform/formats/time-ago';
import { Icon } from '../../platform/icons/icon';
import { Texts } from '../../platform/language/texts';
import { type FileProblem, toFileProblem } from '../api/file-problem';
import { ImportStore } from '../api/import-store';
import { ImportsApi } from '../api/imports-api';
import { FileFlawText } from './file-flaw-text';
import { FILE_TEXTS } from './file.texts';

const LIMITS = { mib: IMPORT_FILE_MAX_BYTES / 1024 / 1024, rows: IMPORT_MAX_ROWS };

interface Sending {
  readonly file: File;
  /** 0 to 1. */
  readonly part: number;
}

/** The first step: a file is chosen or dropped, and sent. */
@Component({
  selector: 'at-choose-file',
  imports: [FileDrop, FileFlawText, Icon, RouterLink, TimeAgo],
  templateUrl: './choose-file.html',
})
export class ChooseFile {
  /** Not required: the list of recent files reads it, also before it has a value. */
  readonly trackerId = input<number>();

  protected readonly texts = inject(Texts).with(FILE_TEXTS);
  protected readonly t = this.texts.t;
  protected readonly words = inject(ProblemWords);
  private readonly api = inject(ImportsApi);
  private readonly store = inject(ImportStore);
  private readonly router = inject(Router);
  private readonly dropped = inject(DroppedFile);

  protected readonly limits = LIMITS;
  protected readonly sending = signal<Sending | undefined>(undefined);
  /** Why the file was refused. */
  protected readonly refused = signal<
    { readonly file: string; readonly problem: FileProblem | undefined } | undefined
  >(undefined);
  private readonly recentResource = httpResource<readonly Import[]>(() => {
    const trackerId = this.trackerId();
    return trackerId === undefined
      ? undefined
      : { url: IMPORT_PATHS.all, params: { tracker_id: trackerId } };
  });
  protected readonly recent = computed(() =>
    this.recentResource.hasValue() ? this.recentResource.value() : [],
  );
  protected readonly uploadIcon = mdiTrayArrowUp;

  constructor() {
    effect(() => {
      if (this.trackerId() === undefined) return;
      const file = untracked(() => this.dropped.take());
      if (file) untracked(() => void this.send(file));
    });
  }

  protected take(control: HTMLInputElement): void {
    const [file] = control.files ?? [];
    // The same file can be chosen again after it has been repaired.
    if (file) void this.send(file).then(() => (control.value = ''));
  }

  protected async send(file: File): Promise<void> {
    const trackerId = this.trackerId();
    if (trackerId === undefined || this.sending()) return;
    this.refused.set(undefined);
    if (file.size > IMPORT_FILE_MAX_BYTES) {
      this.refused.set({ file: file.name, problem: undefined });
      return;
    }
    this.sending.set({ file, part: 0 });
    const answer = await this.api.upload(trackerId, file, (part) =>
      this.sending.set({ file, part }),
    );
    this.sending.set(undefined);
    if ('code' in answer) {
      const isTooLarge = answer.code === 'PAYLOAD_TOO_LARGE' && answer.flaw === undefined;
      this.refused.set({ file: file.name, problem: isTooLarge ? undefined : answer });
      return;
    }
    this.store.receive(answer);
    await this.router.navigate(['/trackers', trackerId, 'import', answer.id]);
  }

  protected async discard({ id }: Import): Promise<void> {
    try {
      await this.api.discard(id);
      this.recentResource.reload();
    } catch (failure) {
      this.refused.set({ file: '', problem: toFileProblem(failure) });
    }
  }
}

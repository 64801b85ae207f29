import { HttpClient } from '@angular/common/http';
import { inject, Service } from '@angular/core';
import { type ChangeImportRequest, type Import } from '@action-tracker/contracts';
import { IMPORT_PATHS } from '@action-tracker/contracts/imports';
import { firstValueFrom } from 'rxjs';
import { SEND_FILE } from '../../platform/files/send-file';
import { type FileProblem, toFileProblem } from './file-problem';

/** HTTP access to imports. */
@Service()
export class ImportsApi {
  private readonly http = inject(HttpClient);
  private readonly sendFile = inject(SEND_FILE);

  /**
   * @param onProgress called with the part of the file that has been sent, 0 to 1
   * @returns why the file was refused, in place of the import
   */
  async upload(
    trackerId: number,
    file: File,
    onProgress: (part: number) => void,
  ): Promise<Import | FileProblem> {
    const form = new FormData();
    form.set('tracker_id', String(trackerId));
    form.set('file', file, file.name);
    const answer = await this.sendFile(IMPORT_PATHS.all, form, onProgress);
    // The contract of the route.
    return 'body' in answer ? (answer.body as Import) : toFileProblem(answer);
  }

  read(id: string): Promise<Import> {
    return firstValueFrom(this.http.get<Import>(IMPORT_PATHS.one(id)));
  }

  change(id: string, request: ChangeImportRequest): Promise<Import> {
    return firstValueFrom(this.http.patch<Import>(IMPORT_PATHS.one(id), request));
  }

  run(id: string): Promise<Import> {
    return firstValueFrom(this.http.post<Import>(IMPORT_PATHS.run(id), null));
  }

  discard(id: string): Promise<unknown> {
    return firstValueFrom(this.http.delete(IMPORT_PATHS.one(id)));
  }
}

import { ReadTables } from '@action-tracker/tracking';
import { Injectable } from '@nestjs/common';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Another version of the program may answer the same rows otherwise. */
export const BUILD = createHash('sha256')
  .update(readFileSync(fileURLToPath(import.meta.url)))
  .digest('base64url');

/**
 * Strong ETags of what has a version: `"<version>-<hash>"`. The hash changes when the same version may
 * be answered otherwise, by another build or from other rows; `If-Match` looks at the version only.
 */
@Injectable()
export class EntityTags {
  constructor(private readonly tables: ReadTables) {}

  /** @param form what else the answer depends on, besides the version */
  async of(version: number, form?: string): Promise<string> {
    return (await this.prepare(form))(version);
  }

  /** For a version that is not known yet. Call it before rows are read, as their tag is never newer. */
  async prepare(form = ''): Promise<(version: number) => string> {
    const hash = createHash('sha256')
      .update([BUILD, await this.tables.ids(), form].join('\n'))
      .digest('base64url');
    return (version) => `"${version}-${hash.slice(0, 10)}"`;
  }
}

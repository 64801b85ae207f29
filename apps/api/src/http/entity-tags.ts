import { ReadTables } from '@action-tracker/tracking';
import { Injectable } from '@nestjs/common';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Another build may return the same rows in a different form. */
export const BUILD = createHash('sha256')
  .update(readFileSync(fileURLToPath(import.meta.url)))
  .digest('base64url');

/**
 * Strong ETags of versioned resources: `"<version>-<hash>"`. The hash changes if another build or
 * other rows may give a different response for the same version; `If-Match` compares the version
 * only.
 */
@Injectable()
export class EntityTags {
  /** The hash of the last input: most requests are for the present, with the same rows. */
  private last = { input: '', hash: '' };

  constructor(private readonly tables: ReadTables) {}

  /** @param form whatever else the response depends on */
  async of(version: number, form?: string): Promise<string> {
    return (await this.prepare(form))(version);
  }

  /**
   * For a version that is not known yet. Call it before rows are read, so that the tag is never
   * newer than the rows.
   */
  async prepare(form = ''): Promise<(version: number) => string> {
    const hash = this.hashOf([BUILD, await this.tables.ids(), form].join('\n'));
    return (version) => `"${version}-${hash}"`;
  }

  private hashOf(input: string): string {
    if (this.last.input !== input) {
      const hash = createHash('sha256').update(input).digest('base64url').slice(0, 10);
      this.last = { input, hash };
    }
    return this.last.hash;
  }
}

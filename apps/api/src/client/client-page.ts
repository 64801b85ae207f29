import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Where the build puts the client: beside the bundle of this process. */
export const CLIENT_FOLDER = join(import.meta.dirname, '../web/browser');

const NONCE_PLACE = /__CSP_NONCE__/g;

/** The one page of the client, with a nonce of its own in each answer. */
export class ClientPage {
  private html: string | undefined;

  /** @throws Error when the client was not built */
  render(nonce: string): string {
    this.html ??= readFileSync(join(CLIENT_FOLDER, 'index.html'), 'utf8');
    return this.html.replace(NONCE_PLACE, nonce);
  }
}

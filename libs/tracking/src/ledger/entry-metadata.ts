/** What an entry of a ledger says about its origin beside who wrote it, when and why. */
import type { NewEvent } from '@action-tracker/event-store';

export interface EntryMetadata {
  /**
   * Who recorded it in the databases that it came from, first recorder first, as their files claim.
   * In this database the importer is the recorder.
   */
  readonly claimed_recorded_by_ids?: readonly number[];
  /** The row of the imported file that it comes from; its batch names the file. */
  readonly row?: number;
  /** The personal access token by which it came. */
  readonly token_id?: string;
}

/** Reads the metadata of an entry, which only this application writes. */
export const entryMetadata = (metadata: unknown): EntryMetadata => metadata ?? {};

/** The event with the row of the file that it comes from. */
export const fromRow = (event: NewEvent, row: number | undefined): NewEvent =>
  row === undefined ? event : { ...event, metadata: { row } satisfies EntryMetadata };

/** What every entry of a command says that came by a personal access token. */
export const byToken = (tokenId: string): EntryMetadata => ({ token_id: tokenId });

/** A tracker that is archived can be read and shared, and nothing else, until it is reopened. */
import { DomainError } from '../domain-error';

export interface TrackerArchived {
  readonly type: 'TrackerArchived';
  readonly data: Readonly<Record<string, never>>;
}

export interface TrackerReopened {
  readonly type: 'TrackerReopened';
  readonly data: Readonly<Record<string, never>>;
}

export type ArchiveEvent = TrackerArchived | TrackerReopened;

export interface ArchiveTracker {
  readonly type: 'ArchiveTracker';
}

export interface ReopenTracker {
  readonly type: 'ReopenTracker';
}

export type ArchiveCommand = ArchiveTracker | ReopenTracker;

/** What a tracker knows about being archived. */
export interface TrackerArchive {
  readonly isArchived: boolean;
}

/** Decides whether a tracker is archived; nothing when it already is as wanted. */
export function decideArchive(
  { isArchived }: TrackerArchive,
  { type }: ArchiveCommand,
): readonly ArchiveEvent[] {
  if (isArchived === (type === 'ArchiveTracker')) return [];
  return [{ type: isArchived ? 'TrackerReopened' : 'TrackerArchived', data: {} }];
}

/** @throws DomainError CONFLICT for what an archived tracker does not take */
export function requireNotArchived({ isArchived }: TrackerArchive): void {
  if (!isArchived) return;
  const message = 'Expected an open tracker, found an archived one; reopen it first';
  throw new DomainError('CONFLICT', message);
}

/** Why an event cannot follow; `undefined` when it can. */
export const archiveFlaw = (
  { isArchived }: TrackerArchive,
  { type }: ArchiveEvent,
): string | undefined =>
  isArchived === (type === 'TrackerReopened')
    ? undefined
    : 'a tracker is archived while open, and reopened after that';

import type { Upcaster } from '../aggregate';

interface TrackerDetailsChangedV1 {
  readonly from: Readonly<Record<string, string | null>>;
  readonly to: Readonly<Record<string, string | null>>;
}

/**
 * `TrackerDetailsChanged` 1 to 2. Version 1 repeated name and description on both sides, whichever of
 * them was changed; version 2 holds only what was changed. The keys stand in the order that jsonb
 * gives them, so that an export is the same to the byte before and after it was imported.
 */
export const keepWhatChanged: Upcaster = (data) => {
  const { from, to } = data as TrackerDetailsChangedV1;
  const changed = Object.keys(to).filter((field) => from[field] !== to[field]);
  const only = (details: TrackerDetailsChangedV1['to']) =>
    Object.fromEntries(changed.map((field) => [field, details[field]]));
  return { to: only(to), from: only(from) };
};

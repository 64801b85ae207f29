import type { Upcaster } from '../aggregate';

interface TrackerDetailsChangedV1 {
  readonly from: Readonly<Record<string, string | null>>;
  readonly to: Readonly<Record<string, string | null>>;
}

/**
 * `TrackerDetailsChanged` 1 to 2. Version 1 recorded name and description on both sides even when
 * only one changed; version 2 records only what changed. The keys are in jsonb order, so that an
 * export is byte-identical before and after a round trip through the import.
 */
export const keepWhatChanged: Upcaster = (data) => {
  const { from, to } = data as TrackerDetailsChangedV1;
  const changed = Object.keys(to).filter((field) => from[field] !== to[field]);
  const only = (details: TrackerDetailsChangedV1['to']) =>
    Object.fromEntries(changed.map((field) => [field, details[field]]));
  return { to: only(to), from: only(from) };
};

/**
 * How the data of an old schema version becomes that of the next one. An upcaster is pure and final:
 * it describes JSON that lies in ledgers for ever, so it uses no type and no rule of today.
 */
export type Upcaster = (data: unknown) => unknown;

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

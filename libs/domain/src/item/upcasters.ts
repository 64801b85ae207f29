import type { Upcaster } from '../aggregate';

interface ItemDueDateMovedV1 {
  readonly from: string | null;
  readonly to: string | null;
}

/**
 * `ItemDueDateMoved` 1 to 2. Version 2 also records why; nobody was asked before. The keys are in
 * jsonb order, so that an export is byte-identical before and after a round trip through the
 * import.
 */
export const withoutReason: Upcaster = (data) => {
  const { from, to } = data as ItemDueDateMovedV1;
  return { to, from, reason: null };
};

import type { ItemDetail } from '@action-tracker/contracts';

/** Whether `error.current` of a refusal is the item, as the API contract says. */
export const isItemDetail = (value: unknown): value is ItemDetail =>
  typeof value === 'object' && value !== null && 'version' in value && 'notes' in value;

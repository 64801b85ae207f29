/** Creates, fills and rebuilds the read tables of the application. */
import {
  findOwingProjections,
  installProjections,
  rebuildProjections,
  rollBackProjections,
  type Projection,
  type RebuildProgress,
  type Rebuilt,
} from '@action-tracker/event-store';
import type { Pool } from 'pg';
import { STREAM_MODEL, type StreamState } from '../ledger/stream-model';
import { PROJECTIONS } from './projections';

/** Creates missing read tables, and fills those that owe entries of the ledger. */
export async function bringReadModelsUpToDate(pool: Pool): Promise<readonly string[]> {
  await installProjections(pool, PROJECTIONS);
  const owing = await findOwingProjections(pool, PROJECTIONS);
  if (owing.length > 0) {
    const whenRunning = 'wait';
    await rebuildProjections({ pool, model: STREAM_MODEL, projections: owing, whenRunning });
  }
  return owing.map(({ name }) => name);
}

/** Names of the read models, in the order in which they are rebuilt. */
export const READ_MODEL_NAMES = PROJECTIONS.map(({ name }) => name);

/** How a rebuild is watched. */
export interface RebuildOptions {
  /** Called after every few hundred events; what it throws ends the work. */
  readonly onProgress?: (progress: RebuildProgress) => void;
  /** Whether to compare the new rows with the live ones before they take their place; off if unset. */
  readonly isCompared?: boolean;
}

/** Rebuilds read models from the first entry of every ledger; all of them without names. */
export const rebuildReadModels = (
  pool: Pool,
  names: readonly string[] = READ_MODEL_NAMES,
  options: RebuildOptions = {},
): Promise<Rebuilt> =>
  rebuildProjections({ pool, model: STREAM_MODEL, projections: named(names), ...options });

/** Goes back to the read models before their last rebuild, with everything written since. */
export const rollBackReadModels = (pool: Pool, names: readonly string[]): Promise<void> =>
  rollBackProjections({ pool, model: STREAM_MODEL, projections: named(names) });

const named = (names: readonly string[]): readonly Projection<StreamState>[] =>
  PROJECTIONS.filter(({ name }) => names.includes(name));

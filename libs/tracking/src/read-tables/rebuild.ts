/** Creates, fills and rebuilds the read tables of the application. */
import {
  findNewestOwing,
  findOwingProjections,
  installProjections,
  rebuildProjections,
  RebuildRunning,
  rollBackProjections,
  type Projection,
  type RebuildProgress,
  type Rebuilt,
} from '@action-tracker/event-store';
import type { Pool } from 'pg';
import { STREAM_MODEL, type StreamState } from '../ledger/stream-model';
import { PROJECTIONS } from './projections';

/** Creates missing read tables and catches up those that are behind the ledger. */
export async function bringReadModelsUpToDate(pool: Pool): Promise<readonly string[]> {
  await installProjections(pool, PROJECTIONS);
  const owing = await findOwingProjections(pool, PROJECTIONS);
  if (owing.length > 0) {
    const whenRunning = 'wait';
    await rebuildProjections({ pool, model: STREAM_MODEL, projections: owing, whenRunning });
  }
  return owing.map(({ name }) => name);
}

/**
 * Rebuilds the read tables that a server of an older version left behind: while both versions run,
 * neither writes the tables of the other.
 *
 * @returns names of the rebuilt tables; none while another rebuild runs
 */
export async function repairReadModels(
  pool: Pool,
  { onProgress }: Pick<RebuildOptions, 'onProgress'> = {},
): Promise<readonly string[]> {
  const projections = await findNewestOwing(pool, PROJECTIONS);
  if (projections.length === 0) return [];
  const rebuild = { pool, model: STREAM_MODEL, projections, ...(onProgress && { onProgress }) };
  try {
    await rebuildProjections(rebuild);
  } catch (error) {
    if (error instanceof RebuildRunning) return [];
    throw error;
  }
  return projections.map(({ name }) => name);
}

/** Names of the read models, in rebuild order. */
export const READ_MODEL_NAMES = PROJECTIONS.map(({ name }) => name);

/** Options of a rebuild. */
export interface RebuildOptions {
  /** Called after every few hundred events; throwing aborts the rebuild. */
  readonly onProgress?: (progress: RebuildProgress) => void;
  /** Whether to compare the new rows with the live ones before replacing them; off if unset. */
  readonly isCompared?: boolean;
}

/** Rebuilds read models from the first entry of every ledger; all of them if no names are given. */
export const rebuildReadModels = (
  pool: Pool,
  names: readonly string[] = READ_MODEL_NAMES,
  options: RebuildOptions = {},
): Promise<Rebuilt> =>
  rebuildProjections({ pool, model: STREAM_MODEL, projections: named(names), ...options });

/**
 * Restores the read models from before their last rebuild, caught up with everything written since.
 */
export const rollBackReadModels = (pool: Pool, names: readonly string[]): Promise<void> =>
  rollBackProjections({ pool, model: STREAM_MODEL, projections: named(names) });

const named = (names: readonly string[]): readonly Projection<StreamState>[] =>
  PROJECTIONS.filter(({ name }) => names.includes(name));

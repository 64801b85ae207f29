import type { TrackerSummary } from '@action-tracker/contracts';
import { OperatorError } from '@action-tracker/runtime';
import { ListTrackers, Scope } from '@action-tracker/tracking';
import type { Session } from './session';

/** The tracker with this prefix. @throws OperatorError if no tracker has it */
export async function requireTracker(
  { queries }: Pick<Session, 'queries'>,
  prefix: string,
): Promise<TrackerSummary> {
  const trackers = await queries.execute(new ListTrackers(Scope.everything));
  const tracker = trackers.find((candidate) => candidate.prefix === prefix);
  if (tracker) return tracker;
  const known = trackers.map((one) => one.prefix).join(', ') || 'none yet';
  throw new OperatorError(
    `Expected the prefix of a tracker (${known}), found ${prefix}, which no tracker has`,
  );
}

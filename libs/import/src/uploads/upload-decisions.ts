import type { ImportDecisions } from '../import-decisions';
import type { UploadSettings } from './upload';

/** What the settings of an upload say about single rows. */
export function decisionsOf({
  actorId,
  apply,
  applyLines,
  choices,
  reinstateLines,
}: UploadSettings): ImportDecisions {
  const [applied, reinstated] = [new Set(applyLines), new Set(reinstateLines)];
  const chosen = new Map(choices.map(({ line, field, take }) => [`${line} ${field}`, take]));
  return {
    actorId,
    applies: (line) => apply === 'all' || (apply === 'chosen' && applied.has(line)),
    choiceOf: (line, field) => chosen.get(`${line} ${field}`),
    reinstates: (line) => reinstated.has(line),
  };
}

/** Requests about access tokens and sessions; `:id` is the one in the answer before. */
type Request = readonly [method: string, path: string, body?: object];

export const NEW_TOKEN = '/api/tokens';
const IN_A_DAY = new Date(Date.now() + 24 * 60 * 60 * 1_000).toISOString();

export const ACCESS_REQUESTS: readonly Request[] = [
  ['POST', NEW_TOKEN, { name: 'Report', scope: 'read', expires_at: IN_A_DAY, tracker_ids: [37] }],
  ['GET', '/api/tokens'],
  ['GET', '/api/tokens/:id'],
  ['DELETE', '/api/tokens/:id'],
  ['GET', '/api/sessions'],
  ['DELETE', '/api/sessions/:id'],
];

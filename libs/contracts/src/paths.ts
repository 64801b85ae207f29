/** API paths. Item ids are uppercase letters, a hyphen and digits, so they need no escaping. */
export const API_PATHS = {
  me: '/auth/me',
  login: '/auth/login',
  logout: '/auth/logout',
  users: '/api/users',
  trackers: '/api/trackers',
  tracker: (trackerId: number) => `/api/trackers/${trackerId}`,
  trackerItems: (trackerId: number) => `/api/trackers/${trackerId}/items`,
  changes: (trackerId: number) => `/api/trackers/${trackerId}/changes`,
  timeline: (trackerId: number) => `/api/trackers/${trackerId}/timeline`,
  versions: (trackerId: number) => `/api/trackers/${trackerId}/versions`,
  reviews: (trackerId: number) => `/api/trackers/${trackerId}/reviews`,
  review: (trackerId: number, number: number) => `/api/trackers/${trackerId}/reviews/${number}`,
  batches: (trackerId: number) => `/api/trackers/${trackerId}/batches`,
  undo: '/api/undo',
  job: (id: string) => `/api/jobs/${id}`,
  items: '/api/items',
  bulk: '/api/items/bulk',
  views: '/api/views',
  view: (id: number) => `/api/views/${id}`,
  savedReports: '/api/reports/saved',
  savedReport: (id: number) => `/api/reports/saved/${id}`,
  dashboards: '/api/dashboards',
  dashboard: (id: number) => `/api/dashboards/${id}`,
  item: (itemId: string) => `/api/items/${itemId}`,
  withdraw: (itemId: string) => `/api/items/${itemId}/withdraw`,
  reinstate: (itemId: string) => `/api/items/${itemId}/reinstate`,
  notes: (itemId: string) => `/api/items/${itemId}/notes`,
  note: (itemId: string, entry: number) => `/api/items/${itemId}/notes/${entry}`,
  withdrawNote: (itemId: string, entry: number) => `/api/items/${itemId}/notes/${entry}/withdraw`,
  status: (itemId: string) => `/api/items/${itemId}/status`,
  history: (itemId: string) => `/api/items/${itemId}/history`,
  events: (itemId: string) => `/api/items/${itemId}/events`,
} as const;

/** Cookie that passes the chosen language from the client to pages rendered by the server. */
export const LANGUAGE_COOKIE = 'action-tracker-language';

/**
 * Cookie that passes the chosen light or dark theme from the client to pages rendered by the
 * server.
 */
export const THEME_COOKIE = 'action-tracker-theme';

/** Response header with the correlation id of the request. */
export const CORRELATION_HEADER = 'X-Correlation-Id';

/** Response header with the batch of what a request wrote, by which it can be undone. */
export const BATCH_HEADER = 'X-Batch';

/** Response header with the instant as of which the response is. */
export const AS_OF_HEADER = 'X-As-Of';

/** Response header with the position that the ledger of one tracker had recorded by then. */
export const POSITION_HEADER = 'X-Position';

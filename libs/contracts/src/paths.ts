/** Where the API answers. Item ids are uppercase letters, a dash and digits: they need no escape. */
export const API_PATHS = {
  me: '/auth/me',
  login: '/auth/login',
  logout: '/auth/logout',
  users: '/api/users',
  trackers: '/api/trackers',
  tracker: (trackerId: number) => `/api/trackers/${trackerId}`,
  trackerItems: (trackerId: number) => `/api/trackers/${trackerId}/items`,
  items: '/api/items',
  summary: '/api/reports/summary',
  item: (itemId: string) => `/api/items/${itemId}`,
  notes: (itemId: string) => `/api/items/${itemId}/notes`,
  status: (itemId: string) => `/api/items/${itemId}/status`,
  history: (itemId: string) => `/api/items/${itemId}/history`,
  events: (itemId: string) => `/api/items/${itemId}/events`,
} as const;

/** Cookie in which the client tells the server's own pages what language somebody chose. */
export const LANGUAGE_COOKIE = 'action-tracker-language';

/** Cookie in which the client tells them whether somebody chose light or dark. */
export const THEME_COOKIE = 'action-tracker-theme';

/** Header with which every answer names the request it belongs to. */
export const CORRELATION_HEADER = 'X-Correlation-Id';

/** API paths of tracker members, people, sessions and access tokens. */
export const ACCESS_PATHS = {
  tokens: '/api/tokens',
  token: (id: string) => `/api/tokens/${id}`,
  sessions: '/api/sessions',
  session: (id: string) => `/api/sessions/${id}`,
  user: (userId: number) => `/api/users/${userId}`,
  members: (trackerId: number) => `/api/trackers/${trackerId}/members`,
  member: (trackerId: number, userId: number) => `/api/trackers/${trackerId}/members/${userId}`,
} as const;

/** API paths of members of trackers, of people, and of the ways in which somebody is signed in. */
export const ACCESS_PATHS = {
  tokens: '/api/tokens',
  token: (id: string) => `/api/tokens/${id}`,
  sessions: '/api/sessions',
  session: (id: string) => `/api/sessions/${id}`,
  user: (userId: number) => `/api/users/${userId}`,
  members: (trackerId: number) => `/api/trackers/${trackerId}/members`,
  member: (trackerId: number, userId: number) => `/api/trackers/${trackerId}/members/${userId}`,
} as const;

/** What values without a class are injected by. */
export const SETTINGS = Symbol('Settings');
export const JWT_SECRET = Symbol('JWT secret');

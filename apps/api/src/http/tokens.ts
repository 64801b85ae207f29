/** Injection tokens of values that have no class. */
export const SETTINGS = Symbol('Settings');
export const JWT_SECRET = Symbol('JWT secret');

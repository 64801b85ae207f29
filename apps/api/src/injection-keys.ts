/** Injection keys for values without a class. */
export const SETTINGS = Symbol('Settings');
export const JWT_SECRET = Symbol('JWT secret');

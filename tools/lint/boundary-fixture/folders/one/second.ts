export type Second = 'second';

import { text, whole } from './schema';

export const ID = whole(1);
export const COUNT = whole(0);
export const TIMESTAMP = text({ format: 'date-time' });

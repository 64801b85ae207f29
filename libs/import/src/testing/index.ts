export { archive, ROW } from './archive';

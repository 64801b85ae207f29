import { serverBundle } from '../../rolldown.base.mjs';

export default serverBundle('apps/api/src/main.ts', 'dist/apps/api/main.js');

import { serverBundle } from '../../rolldown.base.mjs';

export default serverBundle('apps/bench/src/main.ts', 'dist/apps/bench/main.js');

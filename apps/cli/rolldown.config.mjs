import { serverBundle } from '../../rolldown.base.mjs';

export default serverBundle('apps/cli/src/main.ts', 'dist/apps/cli/main.js');

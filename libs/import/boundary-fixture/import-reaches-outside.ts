// Breaks rules on purpose: an import knows no command line, no terminal and no HTTP. The test in
// tools/lint proves that the linter sees it; everything else ignores this folder.
import { SingleBar } from 'cli-progress';
import { fastify } from 'fastify';
import { Progress } from '../../../apps/cli/src/progress';

export const forbidden = [SingleBar, fastify, Progress, process.stdout];

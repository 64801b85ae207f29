// Breaks rules on purpose: an import must not depend on command line, terminal or HTTP. The test in
// tools/lint proves that the linter reports it; everything else ignores this folder.
import { SingleBar } from 'cli-progress';
import { fastify } from 'fastify';
import { Progress } from '../../../apps/cli/src/progress';

export const forbidden = [SingleBar, fastify, Progress, process.stdout];

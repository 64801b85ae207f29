import { readFileSync } from 'node:fs';

/**
 * The files of the client's build that hold the entry points, with what they import, as paths of
 * URLs.
 */
export function builtFilesOf(entryPoints: RegExp): readonly string[] {
  const { outputs } = JSON.parse(readFileSync('dist/apps/web/browser-stats.json', 'utf8')) as {
    outputs: Record<string, { entryPoint?: string; imports: { path: string; kind: string }[] }>;
  };
  const files = Object.keys(outputs).filter((file) =>
    entryPoints.test(outputs[file]?.entryPoint ?? ''),
  );
  // The list grows while it is walked.
  for (const file of files) {
    const imports = outputs[file]?.imports.filter(({ kind }) => kind === 'import-statement') ?? [];
    files.push(...imports.map(({ path }) => path).filter((path) => !files.includes(path)));
  }
  return files.map((file) => `/${file}`);
}

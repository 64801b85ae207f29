import { readFileSync } from 'node:fs';
import { parse } from 'yaml';

interface Rule {
  readonly alert: string;
  readonly expr: string;
  readonly annotations: Readonly<Record<string, string>>;
}
interface Rules {
  readonly groups: readonly { readonly rules: readonly Rule[] }[];
}

const read = (path: string) => readFileSync(path, 'utf8');
const rules = (parse(read('docker/observability/alerts.yml')) as Rules).groups.flatMap(
  (group) => group.rules,
);
const headings = [...read('docs/runbook.md').matchAll(/^#+ (.+)$/gm)].map(([, heading]) =>
  heading?.toLowerCase().replaceAll(' ', '-'),
);

it.each(rules)('$alert says what to do', ({ annotations, alert }) => {
  const [page, anchor] = annotations.runbook_url?.split('#') ?? [];
  expect(page).toMatch(/\/docs\/runbook\.md$/);
  expect(anchor).toBe(alert.toLowerCase());
  expect(headings).toContain(anchor);
});

it.each(rules)('$alert is tested', ({ alert }) => {
  expect(read('docker/observability/alerts.test.yml')).toContain(`alertname: ${alert}`);
});

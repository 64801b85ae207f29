/** What a verification found: one line per tracker and one per difference, or one JSON document. */
import type { LedgerVerification } from '@action-tracker/tracking';
import type { Terminal } from './terminal';

type Difference = LedgerVerification['differences'][number];

const VALUE_MAX_CHARS = 200;

export class VerificationReport {
  private readonly found: object[] = [];
  private readonly totals = { trackers: 0, events: 0, rows: 0, differences: 0, warnings: 0 };

  constructor(
    private readonly terminal: Terminal,
    private readonly isJson: boolean,
  ) {}

  get hasDifferences(): boolean {
    return this.totals.differences > 0;
  }

  async add(ledger: LedgerVerification): Promise<void> {
    const { ledgerId, prefix, events, rows, differences, warnings } = ledger;
    const rowCount = Object.values(rows).reduce((sum, count) => sum + count, 0);
    this.totals.trackers += 1;
    this.totals.events += events;
    this.totals.rows += rowCount;
    this.totals.differences += differences.length;
    this.totals.warnings += warnings.count;
    if (this.isJson) {
      this.found.push({ tracker_id: ledgerId, prefix, events, rows, differences, warnings });
      return;
    }
    const verdict = differences.length === 0 ? 'ok' : `${differences.length} differences`;
    const name = prefix ?? `ledger ${ledgerId}`;
    const lines = [`${name}: ${events} events, ${rowCount} rows, ${verdict}`];
    lines.push(...differences.map((difference) => `  ${describe(difference)}`));
    if (warnings.count > 0) lines.push(...describeWarnings(warnings));
    await this.terminal.print(`${lines.join('\n')}\n`);
  }

  async end(names: readonly string[]): Promise<void> {
    const { trackers, events, rows, differences, warnings } = this.totals;
    if (this.isJson) {
      const json = { verified: names, ...this.totals, ledgers: this.found };
      await this.terminal.print(`${JSON.stringify(json, null, 2)}\n`);
      return;
    }
    const counts = `${events} events and ${rows} rows of ${trackers} trackers`;
    const verdict = differences === 0 ? 'All is well' : `${differences} differences`;
    const aside = warnings === 0 ? '' : ` Warnings: ${warnings}.`;
    await this.terminal.print(`${verdict}: verified ${names.join(', ')}, ${counts}.${aside}\n`);
  }
}

function describeWarnings({ count, first }: LedgerVerification['warnings']): readonly string[] {
  const more = count > first.length ? `; the first ${first.length}:` : ':';
  return [
    `  ${count} events that the rules of today would refuse, and that stay as they are${more}`,
    ...first.map(({ key, rebuilt }) => `    ${JSON.stringify(key)} ${String(rebuilt)}`),
  ];
}

/** `action_items {"number":3} status: live "New", by the ledger "Complete"` */
function describe({ table, key, column, live, rebuilt }: Difference): string {
  const where = `${table} ${JSON.stringify(key)}${column === null ? '' : ` ${column}`}`;
  return `${where}: live ${short(live)}, by the ledger ${short(rebuilt)}`;
}

function short(value: unknown): string {
  const chars = Array.from(value === null ? 'nothing' : JSON.stringify(value));
  return chars.length <= VALUE_MAX_CHARS
    ? chars.join('')
    : `${chars.slice(0, VALUE_MAX_CHARS).join('')}…`;
}

import { InvalidArgumentError } from 'commander';

const UNIT_SECONDS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3_600, d: 86_400 };
const MAX_SECONDS = 10 * 365 * 86_400;

/**
 * Reads `30m`, `24h`, `7d`, `90s`.
 *
 * @returns seconds
 * @throws InvalidArgumentError of commander for anything else
 */
export function parseDuration(text: string): number {
  const [, count, unit = ''] = /^(\d{1,9})([smhd])$/.exec(text) ?? [];
  const seconds = Number(count) * (UNIT_SECONDS[unit] ?? Number.NaN);
  if (seconds > 0 && seconds <= MAX_SECONDS) return seconds;
  throw new InvalidArgumentError(
    `Expected a duration like 30m, 24h or 7d, of at most ten years, found ${text}`,
  );
}

/** Adds up the counters of all tests and processes, and fails if the coverage is too low. */
import coverage from 'istanbul-lib-coverage';
import report from 'istanbul-lib-report';
import reports from 'istanbul-reports';
import { globSync, readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { emptyCounters, isCounted, RAW_FOLDER } from './instrument.mjs';

/** In percent, of lines and of branches. Templates of the client are not counted, and its specs see no layout. */
const LEAST = { 'apps/api': 90, 'apps/cli': 90, 'apps/web': 85, libs: 90 };

const map = coverage.createCoverageMap({});
for (const file of globSync('{apps,libs}/*/src/**/*.ts').map((path) => resolve(path))) {
  if (isCounted(file)) map.addFileCoverage(emptyCounters(readFileSync(file, 'utf8'), file));
}
for (const name of globSync('*.json', { cwd: RAW_FOLDER })) {
  const counted = JSON.parse(readFileSync(join(RAW_FOLDER, name), 'utf8'));
  for (const [file, counters] of Object.entries(counted)) {
    // Those of the client, which Jest counts, have the places of the counters.
    if (counters.statementMap) map.addFileCoverage(counters);
    else addCounts(map.fileCoverageFor(file).data, counters);
  }
}

/** Adds what one process counted in a file. */
function addCounts(total, counters) {
  for (const kind of ['s', 'f', 'b']) {
    const keys = Object.keys(total[kind]);
    if (keys.length !== Object.keys(counters[kind]).length) {
      throw new Error(`Expected counters of ${total.path} as it is now: build and test again`);
    }
    for (const key of keys) total[kind][key] = sum(total[kind][key], counters[kind][key]);
  }
}

/** A branch has a count for each of its paths. */
function sum(one, other) {
  return Array.isArray(one) ? one.map((count, path) => count + other[path]) : one + other;
}

const context = report.createContext({ dir: 'coverage', coverageMap: map });
reports.create('lcovonly').execute(context);
reports.create('html').execute(context);

const fileOf = (file) => relative(process.cwd(), file);
const tooLittle = Object.entries(LEAST).flatMap(([part, least]) => {
  const summary = coverage.createCoverageSummary();
  for (const file of map.files().filter((path) => fileOf(path).startsWith(`${part}/`))) {
    summary.merge(map.fileCoverageFor(file).toSummary());
  }
  const { lines, branches } = summary;
  const counts = [`lines ${lines.pct} % of ${lines.total}`, `branches ${branches.pct} % of ${branches.total}`];
  console.log(`Coverage of ${part}: ${counts.join(', ')}`);
  // Without any file, the percentages are no numbers.
  return Math.min(lines.pct, branches.pct) >= least ? [] : [`${least} % of ${part}`];
});
if (tooLittle.length > 0) {
  console.error(`Expected at least ${tooLittle.join(', ')}; coverage/index.html shows what is missing`);
  process.exit(1);
}

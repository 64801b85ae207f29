/**
 * Reads a Trivy report (`--format json`), prints the findings as a table, and fails if any is
 * critical or high.
 *
 * node scripts/scan-gate.mjs trivy.json
 */
import { readFileSync } from 'node:fs';

const REFUSED = ['CRITICAL', 'HIGH'];

const [path] = process.argv.slice(2);
const fail = (message) => {
  console.error(message);
  process.exit(1);
};
if (path === undefined) fail('Expected the path of a JSON report of Trivy, found nothing');

let report;
try {
  report = JSON.parse(readFileSync(path, 'utf8'));
} catch (error) {
  fail(`Expected a JSON report of Trivy in ${path}, found: ${error.message}`);
}
// An image has at least the packages of its base image, so an empty report means that the scan
// failed.
if (!Array.isArray(report.Results) || report.Results.length === 0) {
  fail(`Expected Results of a scan in ${path}, found none`);
}

const found = report.Results.flatMap(({ Target, Vulnerabilities }) =>
  (Vulnerabilities ?? []).map((vulnerability) => ({ Target, ...vulnerability })),
);
const refused = found.filter(({ Severity }) => REFUSED.includes(Severity));

console.log(`${found.length} known vulnerabilities, ${refused.length} of them critical or high\n`);
if (refused.length > 0) {
  console.log('| severity | id | package | installed | fixed in | where |');
  console.log('| --- | --- | --- | --- | --- | --- |');
  for (const {
    Severity,
    VulnerabilityID,
    PkgName,
    InstalledVersion,
    FixedVersion,
    Target,
  } of refused) {
    const cells = [
      Severity,
      VulnerabilityID,
      PkgName,
      InstalledVersion,
      FixedVersion ?? 'none',
      Target,
    ];
    console.log(`| ${cells.join(' | ')} |`);
  }
  fail(`${refused.length} critical or high vulnerabilities`);
}

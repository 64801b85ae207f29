/** Pictures of the import: the file, its header, columns, values, preview and result. */
const LOG = `Vendor action log,,,,,,,
As of the last call,,,,,,,
No,Raised,Action,Owner,Due,Status,Prio,Comments
1,03/04/2026,Send the interface control document,Ana Souza,05/06/2026,Open,High,Waiting for the radio vendor
2,03/05/2026,Confirm battery margin for eclipse season,Jun K.,06/07/2026,WIP,Critical,
3,04/05/2026,Update the thermal model,Ana Souza,07/08/2026,On hold,Medium,"Second run needed, see mail"
4,04/06/2026,Sign the definitized contract,Unassigned,TBD,Done,Low,
5,05/06/2026,"Review the star tracker test report, revision B",Lena Vogt,08/09/2026,Frozen,High,
6,,Order flight connectors,Omar Haddad,09/10/2026,Open,Medium,
`;

export const IMPORT_SCREENS = {
  import: ['/trackers/1/import', (page) => page.locator('.drop').waitFor()],
  'import-header': ['/trackers/1/import', upload],
  'import-columns': ['/trackers/1/import', (page) => step(page, 1)],
  'import-values': ['/trackers/1/import', (page) => step(page, 2)],
  'import-preview': ['/trackers/1/import', preview],
  'import-repeats': ['/trackers/1/import', repeat],
  'import-result': ['/trackers/1/import', result],
  'import-undone': ['/trackers/1/import', undone],
  'import-refused': [
    '/trackers/1/import',
    async (page) => {
      await choose(page, 'log.xls', Buffer.from('d0cf11e0a1b11ae1', 'hex'));
      await page.getByRole('alert').waitFor();
    },
  ],
};

const choose = (page, name, buffer) =>
  page.locator('input[type=file]').setInputFiles({ name, mimeType: 'text/csv', buffer });

/** Each file has numbers of its own: rows that were imported before would be the same. */
let files = 0;
async function upload(page) {
  files += 1;
  const log = LOG.replaceAll(/^(\d),/gm, `${files}$1,`);
  await choose(page, 'vendor-log.csv', Buffer.from(log));
  await page.locator('.first-lines').waitFor();
}

async function step(page, place) {
  await upload(page);
  await page.locator('.steps a').nth(place).click();
  await page.locator('table.cards select, .choice').first().waitFor();
}

async function preview(page) {
  await step(page, 1);
  // Each question of the order of day and month: the month comes first.
  const questions = page.locator('.question');
  for (let place = 0; place < (await questions.count()); place += 1) {
    await questions.nth(place).locator('input').last().check();
  }
  await page.locator('.question.is-open').first().waitFor({ state: 'detached' });
  await page.locator('.steps a').last().click();
  await page.locator('table.preview tbody tr').first().waitFor();
}

/** The first items of the tracker, in a file that does not say when it was downloaded. */
async function repeat(page) {
  const log = `ID,Title,Owner,Due date,Status
AD-001,Sign amendment 2 of the bus contract,Hannah Lindqvist,2026-12-01,Blocked
AD-002,Baseline payload ICD revision C,Mariana Figueiredo,2026-12-08,Complete
AD-003,Confirm payload bolt pattern,Priya Raman,2026-12-15,In Progress
`;
  await choose(page, 'all-items.csv', Buffer.from(log));
  await page.locator('.first-lines').waitFor();
  await page.locator('.steps a').last().click();
  await page.locator('at-preview-step .callout').waitFor();
}

async function undone(page) {
  await result(page);
  await page.locator('.actions.wraps button.button').first().click();
  await page.locator('.result h2', { hasText: /^(Undone|Desfeito)$/ }).waitFor();
}

async function result(page) {
  await preview(page);
  await page.locator('.run .button').click();
  await page.locator('.result').waitFor();
}

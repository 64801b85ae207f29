/** Dashboards, and the list behind one of their numbers. */

export const DASHBOARD_SCREENS = {
  dashboard: ['/trackers/1/dashboard?range=365', drawn],
  'dashboard-me': ['/dashboard/me', drawn],
  'dashboard-past': ['/dashboard?range=30&as_of=-P7D', drawn],
  'dashboard-table': ['/dashboard?range=30', openTable],
  'dashboard-print': ['/trackers/1/dashboard', printCharts],
  'dashboard-filtered': ['/dashboard?range=365&status=Blocked&status=TBC&priority=High', drawn],
  'dashboard-empty': ['/dashboard?as_of=2020-01-01', drawn],
  'report-days': ['/reports/figures?measure=lead_time_days&range=365&step=month', reported],
  'report-owners': ['/reports/figures?measure=open&by=owner&chart=area&range=3650', reported],
  'report-table': ['/reports/figures?measure=open&chart=table&by=owner&by2=priority', reported],
  'report-number': ['/reports/figures?measure=overdue&chart=number', reported],
  saved: ['/saved', saved],
  'saved-dialog': ['/reports/figures?measure=open&by=owner&chart=bar', askedForName],
  'own-dashboard': ['/saved', ownDashboard],
  'view-menu': ['/trackers/1?status=Blocked&sort=id', viewMenu],
  'counted-list': ['/items?counted_by=open&by=priority&key=High&sort=id'],
};

async function drawn(page) {
  await page.locator('at-dashboard-card at-chart-card').nth(9).waitFor();
}

async function openTable(page) {
  await drawn(page);
  await page.locator('at-chart-card').nth(0).getByRole('button').first().click();
  await page.locator('at-chart-card table').waitFor();
}

async function printCharts(page) {
  await drawn(page);
  await page.emulateMedia({ media: 'print' });
}

async function reported(page) {
  await page.locator('at-chart-card').waitFor();
}

/** Saves what the pictures show, once. */
async function save(page) {
  return page.evaluate(async () => {
    const send = async (path, body) =>
      (
        await fetch(path, {
          method: 'POST',
          headers: {
            'Content-Type': 'application/json',
            'Idempotency-Key': encodeURIComponent(path + body.name),
          },
          body: JSON.stringify(body),
        })
      ).json();
    const report = (name, query) => send('/api/reports/saved', { name, query, is_shared: true });
    const reports = [
      await report('Overdue now', 'measure=overdue&chart=number&range=30'),
      await report('Open by owner', 'measure=open&by=owner&chart=bar'),
      await report('Who has what', 'measure=open&chart=table&by=owner&by2=priority'),
      await report('Completed per week', 'measure=completed&chart=line&range=365&step=week'),
    ];
    await send('/api/views', { name: 'Blocked', query: 'status=Blocked&sort=id', tracker_id: 1 });
    await send('/api/views', {
      ...{ name: 'Due this week, by owner', query: 'due=week&group=owner_id&sort=due_date' },
      ...{ tracker_id: 1, is_shared: true },
    });
    const report_ids = reports.map(({ id }) => id);
    return (await send('/api/dashboards', { name: 'Monday meeting', report_ids, is_shared: true }))
      .id;
  });
}

async function saved(page) {
  await save(page);
  await page.reload();
  await page.locator('li a').nth(6).waitFor();
}

async function askedForName(page) {
  await reported(page);
  await page.getByRole('button', { name: /^(Save…|Salvar…)$/ }).click();
  await page.locator('at-save-dialog dialog').waitFor();
}

async function ownDashboard(page) {
  const id = await save(page);
  await page.goto(new URL(`/dashboards/${id}`, page.url()).href);
  await page.locator('at-chart-card').nth(3).waitFor();
  await page.getByRole('button', { name: /^(Arrange|Organizar)$/ }).click();
}

async function viewMenu(page) {
  await save(page);
  await page.locator('at-view-menu button').click();
  await page.locator('at-view-menu .panel .view').nth(3).waitFor();
}

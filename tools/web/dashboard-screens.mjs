/** Dashboards, and the list behind one of their numbers. */

export const DASHBOARD_SCREENS = {
  dashboard: ['/trackers/1/dashboard?range=365', drawn],
  'dashboard-me': ['/dashboard/me', drawn],
  'dashboard-past': ['/dashboard?range=30&as_of=-P7D', drawn],
  'dashboard-table': ['/dashboard?range=30', openTable],
  'dashboard-print': ['/trackers/1/dashboard', printCharts],
  'counted-list': ['/items?counted_by=open&by=priority&key=High&sort=id'],
};

async function drawn(page) {
  await page.locator('at-dashboard-card at-chart-card').nth(8).waitFor();
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

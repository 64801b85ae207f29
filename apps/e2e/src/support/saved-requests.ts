/** Requests about what people save: a view, a report, and a dashboard of it. */
type Request = readonly [method: string, path: string, body?: object];

export const SAVED_REQUESTS: readonly Request[] = [
  ['POST', '/api/views', { name: 'Blocked', query: 'status=Blocked', tracker_id: 37 }],
  ['PATCH', '/api/views/1', { is_default: true }],
  ['POST', '/api/reports/saved', { name: 'Open', query: 'measure=open' }],
  ['PATCH', '/api/reports/saved/2', { is_shared: true }],
  ['POST', '/api/dashboards', { name: 'Monday', report_ids: [2] }],
  ['PATCH', '/api/dashboards/3', { is_shared: true }],
  ...[
    ['/api/dashboards', 3],
    ['/api/reports/saved', 2],
    ['/api/views', 1],
  ].flatMap(([path, id]): readonly Request[] => [
    ['GET', `${path}`],
    ['GET', `${path}/${id}`],
    ['DELETE', `${path}/${id}`],
  ]),
];

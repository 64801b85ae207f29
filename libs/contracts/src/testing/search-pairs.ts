/** Search results as query-item pairs on which list, palette and API must agree. */

export interface SearchPair {
  readonly title: string;
  readonly note?: string;
  readonly query: string;
  readonly isFound: boolean;
}

const found = (query: string, title: string, note?: string): SearchPair =>
  pair({ title, note, query, isFound: true });
const missed = (query: string, title: string, note?: string): SearchPair =>
  pair({ title, note, query, isFound: false });

function pair({
  note,
  ...rest
}: Omit<SearchPair, 'note'> & { readonly note: string | undefined }): SearchPair {
  return note === undefined ? rest : { ...rest, note };
}

/** Each title belongs to its own item, in a tracker with the prefix AD. */
export const SEARCH_PAIRS: readonly SearchPair[] = [
  // Words in any order and either case, each matched as a prefix.
  found('thermal', 'Thermal vacuum test plan'),
  found('THERMAL', 'Thermal balance of the panel'),
  found('vac ther', 'Thermal vacuum chamber slot'),
  found('plan test th', 'Thermal cycling test plan'),
  missed('hermal', 'Thermal strap'),
  missed('thermal optics', 'Thermal knife'),
  found('t', 'Torque rod acceptance'),
  missed('thermals', 'Thermal paste'),
  found('  torque   rods ', 'Torque rods from the vendor'),
  // Words match across title and notes.
  found('gyro drift', 'Gyro calibration', 'The drift is above its limit'),
  found('drift', 'Gyro bias', 'The drift came back'),
  missed('drift noise', 'Gyro mounting', 'The drift is known'),
  found('above limit', 'Gyro spare', 'Voltage above the limit'),
  // Slashes, periods, underscores and hyphens separate words.
  found('ADCS', 'GNC/ADCS interface review'),
  found('gnc/adcs', 'GNC/ADCS software drop'),
  found('gnc adcs', 'GNC/ADCS unit test'),
  found('adcs/gnc', 'GNC/ADCS timing'),
  found('waiting', 'Done.Waiting for the vendor'),
  found('done.waiting', 'Done.Waiting for the customer'),
  found('follow-u', 'Follow-up with the launch provider'),
  found('follow up', 'Follow-up on the licence'),
  found('followup', 'Followup without a hyphen'),
  missed('followup', 'Follow-up with a hyphen'),
  found('flight_model', 'flight_model_2 harness'),
  found('model', 'flight_model_3 harness'),
  found('v2.1.3', 'Firmware v2.1.3 to the lab'),
  found('v2', 'Firmware v2.1.4 to the lab'),
  found('readme.md', 'Rewrite README.md of the driver'),
  found('example.com', 'Send to ops@example.com'),
  found('ops', 'Reply to ops@example.org'),
  found('https://example.net/a', 'See https://example.net/a?b=1'),
  found('c:\\data', 'Logs are in C:\\data\\logs'),
  // Numbers and part numbers.
  found('1234-02', 'Bracket 1234-02 is late'),
  found('02', 'Bracket 1235-02 is late'),
  found('1236', 'Bracket 1236-02 is late'),
  found('-02', 'Bracket 1237-02 is late'),
  found('M3x8', 'Order M3x8 screws'),
  found('10.5', 'Bus voltage of 10.5 V'),
  found('1e5', 'Vacuum of 1e5 Pa'),
  found('2026-03', 'Report of 2026-03-01'),
  missed('1238', 'Bracket 41238-02'),
  // Text that looks like an item id is also searched as words.
  found('FM1', 'FM1 to the shaker'),
  found('fm1', 'Ship FM1 harness'),
  found('NCR-12', 'Close NCR-12 with the vendor'),
  found('ncr-12', 'Reopen NCR-12'),
  missed('ncr-13', 'Archive NCR-12'),
  found('RS-422', 'RS-422 driver'),
  found('rs-422 driver', 'Terminate the RS-422 driver'),
  found('TRL6', 'Reach TRL6 by June'),
  found('trl', 'Reach TRL7 by July'),
  found('JIRA-4711', 'See JIRA-4711'),
  found('CR#88', 'Answer CR#88'),
  // Quotes, minus and the like are ordinary characters.
  found('"safe mode"', 'Enter safe mode in orbit'),
  found('"mode safe"', 'Leave safe mode in orbit'),
  found('-safe', 'Test safe mode at night'),
  found('safe -mode', 'Test safe mode by day'),
  found('safe OR mode', 'The OR gate of safe mode'),
  missed('safe or nonsense', 'Simulate safe mode or not'),
  found('safe & mode', 'Draw safe mode'),
  found('safe | mode', 'Print safe mode'),
  found('(safe) <mode>', 'Film safe mode'),
  found("o'brien", "Ask O'Brien about the optics"),
  found('100%', 'Margin of 100 % at launch'),
  missed('!!!', 'Hurry up!!!'),
  // Letters outside ASCII: in either case, with their accents.
  found('ação', 'Ação corretiva do fornecedor'),
  found('AÇÃO', 'Nova ação do fornecedor'),
  missed('acao', 'Última ação do fornecedor'),
  found('órbita', 'Órbita de transferência'),
  found('ÓRBITA', 'Mudança de órbita'),
  found('não conf', 'Não conformidade 12'),
  found('müller', 'Mit MÜLLER abstimmen'),
  found('über', 'ÜBERSICHT der Kabel'),
  found('cafe\u0301', 'Café com o fornecedor'),
  found('café', 'Cafe\u0301 com o cliente'),
  found('проверка', 'ПРОВЕРКА антенны'),
  found('日本', '日本 との打ち合わせ'),
  found('µm', 'Gap of 5 µm'),
  found('naïve', 'A naïve estimate'),
  // Symbols between words.
  found('fixed', 'Open → fixed'),
  found('cost', 'Delay — cost of it'),
  found('b', 'a\u00a0b with another space'),
];

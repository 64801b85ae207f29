import { textPack } from '../platform/language/texts';

/** What measures count, in words. */
export const MEASURE_DEFINITIONS = textPack({
  en: {
    'define.items': 'Items that exist and are not withdrawn.',
    'define.open': 'Items that are not Complete.',
    'define.created': 'Items that were created in the period.',
    'define.completed': 'Items that became Complete in the period.',
    'define.reopened': 'Items that were Complete and got another status in the period.',
    'define.overdue': 'Open items whose due date has passed.',
    'define.due_soon': 'Open items that are due on the day or in the 7 days after it.',
    'define.due_later': 'Open items that are due more than 7 days after the day.',
    'define.blocked': 'Items with the status Blocked.',
    'define.tbd': 'Open items whose due date is TBD.',
    'define.withdrawn': 'Items that are withdrawn.',
    'define.age_days': 'Days since open items were created.',
    'define.idle_days': 'Days since the last entry of open items, notes included.',
    'define.lead_time_days':
      'Days from the creation to the completion of items that were completed in the period.',
    'define.time_in_status_days':
      'Days that items stayed in a status that they left in the period.',
    'define.slips': 'Items whose due date moved to a later one at least once.',
    'define.days_slipped':
      'Days from the first due date to the current one, of items whose due date moved.',
    'define.throughput': 'Items completed per week, on average over the period.',
  },
  'pt-BR': {
    'define.items': 'Ações que existem e não foram retiradas.',
    'define.open': 'Ações que não estão concluídas.',
    'define.created': 'Ações criadas no período.',
    'define.completed': 'Ações concluídas no período.',
    'define.reopened': 'Ações que estavam concluídas e mudaram de situação no período.',
    'define.overdue': 'Ações abertas com prazo vencido.',
    'define.due_soon': 'Ações abertas com prazo no dia ou nos 7 dias seguintes.',
    'define.due_later': 'Ações abertas com prazo mais de 7 dias depois do dia.',
    'define.blocked': 'Ações na situação Bloqueada.',
    'define.tbd': 'Ações abertas com prazo TBD.',
    'define.withdrawn': 'Ações retiradas.',
    'define.age_days': 'Dias desde a criação das ações abertas.',
    'define.idle_days': 'Dias desde o último registro das ações abertas, notas incluídas.',
    'define.lead_time_days': 'Dias da criação à conclusão das ações concluídas no período.',
    'define.time_in_status_days':
      'Dias que as ações ficaram em uma situação da qual saíram no período.',
    'define.slips': 'Ações cujo prazo foi adiado ao menos uma vez.',
    'define.days_slipped': 'Dias do primeiro prazo ao atual, nas ações cujo prazo mudou.',
    'define.throughput': 'Ações concluídas por semana, em média no período.',
  },
});

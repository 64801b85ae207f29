import { textPack } from '../../platform/language/texts';

/** What the list behind a number of a report is restricted to. */
export const NARROWED_LIST_TEXTS = textPack({
  en: {
    'narrowed.counted': 'Counted by a report: {{measure}}',
    'narrowed.moved': 'Due date moved',
    'narrowed.on_time': 'Completed on time',
    'narrowed.by_first_date': 'Completed by the first due date',
    'narrowed.withdrawn': 'Withdrawn items',
    'narrowed.widen': 'Show the others too',
  },
  'pt-BR': {
    'narrowed.counted': 'Contadas em um relatório: {{measure}}',
    'narrowed.moved': 'Prazo alterado',
    'narrowed.on_time': 'Concluídas no prazo',
    'narrowed.by_first_date': 'Concluídas até o primeiro prazo',
    'narrowed.withdrawn': 'Ações retiradas',
    'narrowed.widen': 'Mostrar também as outras',
  },
});

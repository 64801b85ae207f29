import { textPack } from '../platform/language/texts';

/** The report of slips. */
export const SLIPS_TEXTS = textPack({
  en: {
    'slips.by': 'By',
    'slipsBy.owner': 'Owner',
    'slipsBy.category': 'Category',
    'slipsBy.priority': 'Priority',
    'slipsBy.tracker': 'Tracker',
    'slips.allTrackers': 'All trackers',
    'slips.print': 'Print',
    'slips.caption': 'Due dates that moved, and items completed on time, by {{by}}',
    'slips.printed': 'By {{by}} · {{tracker}}',
    'slips.items': 'Items',
    'slips.movedItems': 'Date moved',
    'slips.moves': 'Moves',
    'slips.median': 'Days, median',
    'slips.p85': 'Days, 85th percentile',
    'slips.completed': 'Completed',
    'slips.onTime': 'On time',
    'slips.byFirstDate': 'By the first date',
    'slips.linkOf': '{{column}}, {{group}}: {{value}}',
    'slips.days': '{{days}} d',
    'slips.none': 'Nothing to report',
    'slips.noneAdvice': 'There are no items here.',
    'slips.definitions': 'What the columns mean',
    'slips.defineMoves':
      'Moves count every change from one due date to another. Setting the first date, or a date to or from TBD, is no move.',
    'slips.defineDays':
      'Days are counted from the first due date to the current one, over the items that moved and have a date. Half of them slipped by the median or less, 85 % by the 85th percentile or less. Negative days are earlier than the first date.',
    'slips.defineOnTime':
      'On time: completed on or before the due date that the item had at that time. By the first date: on or before its first due date. Both are shares of the completed items.',
  },
  'pt-BR': {
    'slips.by': 'Por',
    'slipsBy.owner': 'Responsável',
    'slipsBy.category': 'Categoria',
    'slipsBy.priority': 'Prioridade',
    'slipsBy.tracker': 'Lista',
    'slips.allTrackers': 'Todas as listas',
    'slips.print': 'Imprimir',
    'slips.caption': 'Prazos alterados e ações concluídas no prazo, por {{by}}',
    'slips.printed': 'Por {{by}} · {{tracker}}',
    'slips.items': 'Ações',
    'slips.movedItems': 'Prazo alterado',
    'slips.moves': 'Mudanças',
    'slips.median': 'Dias, mediana',
    'slips.p85': 'Dias, percentil 85',
    'slips.completed': 'Concluídas',
    'slips.onTime': 'No prazo',
    'slips.byFirstDate': 'No primeiro prazo',
    'slips.linkOf': '{{column}}, {{group}}: {{value}}',
    'slips.days': '{{days}} d',
    'slips.none': 'Nada a relatar',
    'slips.noneAdvice': 'Não há ações aqui.',
    'slips.definitions': 'O que as colunas significam',
    'slips.defineMoves':
      'Mudanças contam cada troca de um prazo por outro. Definir o primeiro prazo, ou passar de ou para TBD, não conta.',
    'slips.defineDays':
      'Os dias vão do primeiro prazo ao atual, nas ações cujo prazo mudou e que têm data. Metade delas atrasou até a mediana, 85 % até o percentil 85. Dias negativos são anteriores ao primeiro prazo.',
    'slips.defineOnTime':
      'No prazo: concluída até o prazo que a ação tinha naquele momento. No primeiro prazo: até o primeiro prazo da ação. Ambos são partes das ações concluídas.',
  },
});

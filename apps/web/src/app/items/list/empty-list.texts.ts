import { textPack } from '../../platform/language/texts';

/** What a list without rows says. */
export const EMPTY_LIST_TEXTS = textPack({
  en: {
    'list.allDone': 'Nothing is open',
    'list.allDoneOf.one': 'The only item here is complete.',
    'list.allDoneOf.other': 'All {{count}} items are complete.',
    'list.showAll': 'Show all items',
    'list.noMatch': 'No items match',
    'list.noMatchOf.one': 'The only item here does not match the filters.',
    'list.noMatchOf.other': 'None of the {{count}} items matches the filters.',
    'list.empty': 'No items yet',
    'list.import': 'Import a spreadsheet',
    'list.writeFirst':
      'Bring in the spreadsheet that you have, by the button or by dropping the file here, or write the first item.',
    'list.dropHere': 'Drop the spreadsheet to import it',
    'list.openTracker':
      'Open a tracker to add the first one. To import an existing spreadsheet, run',
  },
  'pt-BR': {
    'list.allDone': 'Nada em aberto',
    'list.allDoneOf.one': 'A única ação daqui está concluída.',
    'list.allDoneOf.other': 'Todas as {{count}} ações estão concluídas.',
    'list.showAll': 'Mostrar todas as ações',
    'list.noMatch': 'Nenhuma ação encontrada',
    'list.noMatchOf.one': 'A única ação daqui não atende aos filtros.',
    'list.noMatchOf.other': 'Nenhuma das {{count}} ações atende aos filtros.',
    'list.empty': 'Ainda não há ações',
    'list.import': 'Importar uma planilha',
    'list.writeFirst':
      'Traga a planilha que você já tem, pelo botão ou soltando o arquivo aqui, ou escreva a primeira ação.',
    'list.dropHere': 'Solte a planilha para importá-la',
    'list.openTracker': 'Abra uma lista para adicionar a primeira ação ou importar uma planilha.',
  },
});

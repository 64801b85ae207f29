import { textPack } from '../platform/language/texts';

/** The palette. */
export const PALETTE_TEXTS = textPack({
  en: {
    'palette.find': 'Find an item, a tracker or an action',
    'palette.found': 'Results',
    'palette.nothing': 'No results for “{{text}}”',
    'palette.advice': 'Try an id such as AD-\u20607, or fewer letters.',
    'palette.current': 'in use',
    'palette.print': 'Print',
    'palette.withdrawItem': 'Withdraw this item…',
    'palette.reinstateItem': 'Reinstate this item',
    'palette.import': 'Import a spreadsheet into {{tracker}}',
    'palette.batches': 'Done at once: imports, bulk changes, undos',
    'palette.closeReview': 'Close the review',
    'palette.myDashboard': 'My dashboard',
    'palette.figures': 'Report: put together',
    'palette.slips': 'Report: slips',
    'palette.tracker': 'Tracker',
  },
  'pt-BR': {
    'palette.find': 'Encontrar uma ação, uma lista ou um comando',
    'palette.found': 'Resultados',
    'palette.nothing': 'Nenhum resultado para “{{text}}”',
    'palette.advice': 'Tente um número como AD-\u20607, ou menos letras.',
    'palette.current': 'em uso',
    'palette.print': 'Imprimir',
    'palette.withdrawItem': 'Retirar esta ação…',
    'palette.reinstateItem': 'Restaurar esta ação',
    'palette.import': 'Importar uma planilha em {{tracker}}',
    'palette.batches': 'Feito de uma vez: importações, alterações, desfeitos',
    'palette.closeReview': 'Encerrar a reunião',
    'palette.myDashboard': 'Meu painel',
    'palette.figures': 'Relatório: montar',
    'palette.slips': 'Relatório: adiamentos',
    'palette.tracker': 'Lista',
  },
});

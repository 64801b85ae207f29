import { textPack } from '../../platform/language/texts';

/** Selected rows. */
export const BULK_TEXTS = textPack({
  en: {
    'bulk.label': 'Selected items',
    'bulk.selected.one': '{{count}} selected',
    'bulk.selected.other': '{{count}} selected',
    'bulk.allSelected.one': 'The one that matches is selected',
    'bulk.allSelected.other': 'All {{count}} that match are selected',
    'bulk.selectAll.one': 'Select the one that matches',
    'bulk.selectAll.other': 'Select all {{count}} that match',
    'bulk.clear': 'Clear the selection',
  },
  'pt-BR': {
    'bulk.label': 'Ações selecionadas',
    'bulk.selected.one': '{{count}} selecionada',
    'bulk.selected.other': '{{count}} selecionadas',
    'bulk.allSelected.one': 'A única encontrada está selecionada',
    'bulk.allSelected.other': 'Todas as {{count}} encontradas estão selecionadas',
    'bulk.selectAll.one': 'Selecionar a única encontrada',
    'bulk.selectAll.other': 'Selecionar todas as {{count}} encontradas',
    'bulk.clear': 'Limpar a seleção',
  },
});

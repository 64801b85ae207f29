import { textPack } from '../platform/language/texts';

/** The page of what was done at once. */
export const BATCHES_TEXTS = textPack({
  en: {
    'batches.title': 'Done at once · {{tracker}}',
    'batches.heading': 'Done at once',
    'batches.about':
      'Imports, changes of many items, and undos. Undo takes back what nobody has changed since.',
    'batches.import': 'Import',
    'batches.importOf': 'Import of {{file}}',
    'batches.bulk': 'Change of many items',
    'batches.undo': 'Undo',
    'batches.undone': 'Undone',
    'batches.unfinished': 'not finished',
    'batches.items.one': '{{count}} item',
    'batches.items.other': '{{count}} items',
    'batches.item': 'Created or withdrawn',
    'batches.note': 'Note',
    'batches.changedSince.one': '{{count}} value changed since',
    'batches.changedSince.other': '{{count}} values changed since',
    'batches.more.one': 'and {{count}} more item',
    'batches.more.other': 'and {{count}} more items',
    'batches.none': 'Nothing has been imported or changed at once yet.',
    'batches.latest': 'Only the latest are shown.',
  },
  'pt-BR': {
    'batches.title': 'Feito de uma vez · {{tracker}}',
    'batches.heading': 'Feito de uma vez',
    'batches.about':
      'Importações, alterações de muitas ações e o que foi desfeito. Desfazer retoma o que ninguém alterou depois.',
    'batches.import': 'Importação',
    'batches.importOf': 'Importação de {{file}}',
    'batches.bulk': 'Alteração de muitas ações',
    'batches.undo': 'Desfazer',
    'batches.undone': 'Desfeito',
    'batches.unfinished': 'não terminado',
    'batches.items.one': '{{count}} ação',
    'batches.items.other': '{{count}} ações',
    'batches.item': 'Criada ou retirada',
    'batches.note': 'Nota',
    'batches.changedSince.one': '{{count}} valor alterado depois',
    'batches.changedSince.other': '{{count}} valores alterados depois',
    'batches.more.one': 'e mais {{count}} ação',
    'batches.more.other': 'e mais {{count}} ações',
    'batches.none': 'Nada foi importado nem alterado de uma vez ainda.',
    'batches.latest': 'Só os mais recentes aparecem.',
  },
});

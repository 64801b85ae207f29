import { textPack } from '../platform/language/texts';

/** The list of trackers. */
export const TRACKER_LIST_TEXTS = textPack({
  en: {
    'trackers.prefixOf': 'Prefix',
    'trackers.nameOf': 'Name',
    'trackers.openItems': 'Open items',
    'trackers.total': 'Total',
    'trackers.lastUpdated': 'Last updated',
    'trackers.openShort': 'open',
    'trackers.totalShort': 'total',
    'trackers.none': 'No trackers yet',
    'trackers.archived': 'Archived trackers',
    'trackers.noneArchived': 'No tracker is archived.',
    'trackers.itemCount.one': '{{count}} item',
    'trackers.itemCount.other': '{{count}} items',
    'trackers.noneShared':
      'Nobody has added you to a tracker. Ask whoever invited you, then reload the page.',
    'trackers.fromFile': 'New tracker from a spreadsheet',
    'trackers.whatFor':
      'A tracker holds the action items you share with one vendor or partner. Its prefix starts the number of every item: AD-\u2060001. If the items are in a spreadsheet, drop it here.',
  },
  'pt-BR': {
    'trackers.prefixOf': 'Prefixo',
    'trackers.nameOf': 'Nome',
    'trackers.openItems': 'Ações em aberto',
    'trackers.total': 'Total',
    'trackers.lastUpdated': 'Última alteração',
    'trackers.openShort': 'em aberto',
    'trackers.totalShort': 'no total',
    'trackers.none': 'Ainda não há listas',
    'trackers.archived': 'Listas arquivadas',
    'trackers.noneArchived': 'Nenhuma lista está arquivada.',
    'trackers.itemCount.one': '{{count}} ação',
    'trackers.itemCount.other': '{{count}} ações',
    'trackers.noneShared':
      'Ninguém incluiu você em uma lista. Fale com quem o convidou e recarregue a página.',
    'trackers.fromFile': 'Nova lista a partir de uma planilha',
    'trackers.whatFor':
      'Uma lista reúne as ações que você acompanha com um fornecedor ou parceiro. O prefixo dela ' +
      'inicia o número de cada ação: AD-\u2060001. Se as ações estão em uma planilha, solte-a aqui.',
  },
});

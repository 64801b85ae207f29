import { textPack } from '../platform/language/texts';

/** Merging a person whom an import made into the one who signs in. */
export const MERGE_TEXTS = textPack({
  en: {
    'merge.open': 'Merge into…',
    'merge.openOf': 'Merge {{name}} into somebody else',
    'merge.about':
      '{{name}} is only known from an imported file. Choose the person who is meant: they get the items and the roles.',
    'merge.into': 'Who is meant',
    'merge.enterInto': 'Choose another person',
    'merge.preview': 'Show what changes',
    'merge.items.one': '{{count}} item gets the owner {{name}}: {{ids}}',
    'merge.items.other': '{{count}} items get the owner {{name}}: {{ids}}',
    'merge.noItems': 'No item changes its owner.',
    'merge.role': '{{name}} is then {{role}} of {{tracker}}.',
    'merge.stays':
      'The history keeps the name that the file used. Items of archived trackers stay as they are. Merging cannot be undone; the new owner of the items can.',
    'merge.conflict':
      'These two cannot be merged. The only active administrator stays; a guest cannot become the manager of a tracker; and somebody who is merged already cannot be merged with a third person.',
    'merge.do': 'Merge',
    'merge.done': '{{from}} is now {{name}}.',
    'merge.doneItems.one': '{{count}} item has the new owner.',
    'merge.doneItems.other': '{{count}} items have the new owner.',
    'merge.undo': 'Undo for the items',
  },
  'pt-BR': {
    'merge.open': 'Unificar com…',
    'merge.openOf': 'Unificar {{name}} com outra pessoa',
    'merge.about':
      '{{name}} só aparece em um arquivo importado. Escolha de quem se trata: essa pessoa recebe os itens e os papéis.',
    'merge.into': 'De quem se trata',
    'merge.enterInto': 'Escolha outra pessoa',
    'merge.preview': 'Mostrar o que muda',
    'merge.items.one': '{{count}} item passa para {{name}}: {{ids}}',
    'merge.items.other': '{{count}} itens passam para {{name}}: {{ids}}',
    'merge.noItems': 'Nenhum item muda de responsável.',
    'merge.role': '{{name}} passa a ter o papel {{role}} em {{tracker}}.',
    'merge.stays':
      'O histórico mantém o nome usado no arquivo. Itens de listas arquivadas ficam como estão. A unificação não pode ser desfeita; a mudança de responsável dos itens, sim.',
    'merge.conflict':
      'Não é possível unificar essas pessoas. A única pessoa que administra permanece; um convidado não pode gerenciar uma lista; e quem já foi unificado não pode ser unificado com uma terceira pessoa.',
    'merge.do': 'Unificar',
    'merge.done': '{{from}} agora é {{name}}.',
    'merge.doneItems.one': '{{count}} item tem novo responsável.',
    'merge.doneItems.other': '{{count}} itens têm novo responsável.',
    'merge.undo': 'Desfazer para os itens',
  },
});

import { textPack } from '../platform/language/texts';

/** Texts for merging a person created by an import into another person. */
export const MERGE_TEXTS = textPack({
  en: {
    'merge.open': 'Merge into…',
    'merge.openOf': 'Merge {{name}} into somebody else',
    'merge.about':
      '{{name}} appears only in an imported file. Choose the person this is. They will receive the items and roles.',
    'merge.into': 'Who is meant',
    'merge.enterInto': 'Choose another person',
    'merge.preview': 'Show what changes',
    'merge.items.one': '{{count}} item will be reassigned to {{name}}: {{ids}}',
    'merge.items.other': '{{count}} items will be reassigned to {{name}}: {{ids}}',
    'merge.noItems': 'No items change owner.',
    'merge.role': 'In {{tracker}}, {{name}} then has the role {{role}}.',
    'merge.archived.one':
      '{{count}} item of an archived tracker stays as it is: {{ids}}. To move it too, reopen its tracker, then merge again.',
    'merge.archived.other':
      '{{count}} items of archived trackers stay as they are: {{ids}}. To move them too, reopen their trackers, then merge again.',
    'merge.stays':
      'The history keeps the name that the file used. The merge cannot be undone; reassigning the items can.',
    'merge.again': 'Merge again…',
    'merge.againOf': 'Merge {{name}} again',
    'merge.aboutAgain':
      '{{name}} is already merged into {{into}}. Merging again moves what was left: items of trackers that were archived then, and items whose reassignment was undone.',
    'merge.nothing': 'Nothing to move.',
    'merge.lastAdmin':
      'This is the only active administrator. Make somebody else an administrator first, then try again.',
    'merge.guest':
      'A guest cannot manage a tracker. First give the person you are merging a lower role in the trackers they manage, then try again.',
    'merge.elsewhere':
      'One of the two was merged into somebody else in the meantime. Reload the page to see who is who.',
    'merge.do': 'Merge',
    'merge.doAgain': 'Merge again',
    'merge.close': 'Close',
    'merge.done': '{{from}} is now {{name}}.',
    'merge.doneItems.one': '{{count}} item was reassigned.',
    'merge.doneItems.other': '{{count}} items were reassigned.',
    'merge.undo': 'Undo the reassignment',
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
    'merge.role': 'Em {{tracker}}, {{name}} passa a ter o papel {{role}}.',
    'merge.archived.one':
      '{{count}} item de uma lista arquivada fica como está: {{ids}}. Para incluí-lo, reabra a lista e unifique de novo.',
    'merge.archived.other':
      '{{count}} itens de listas arquivadas ficam como estão: {{ids}}. Para incluí-los, reabra a lista e unifique de novo.',
    'merge.stays':
      'O histórico mantém o nome usado no arquivo. A unificação não pode ser desfeita; a mudança de responsável dos itens, sim.',
    'merge.again': 'Unificar de novo…',
    'merge.againOf': 'Unificar {{name}} de novo',
    'merge.aboutAgain':
      '{{name}} já foi unificado com {{into}}. Unificar de novo inclui o que ficou: itens de listas que estavam arquivadas e itens cujo novo responsável foi desfeito.',
    'merge.nothing': 'Não há nada a mudar.',
    'merge.lastAdmin':
      'É a única pessoa que administra. Torne outra administradora primeiro; depois tente de novo.',
    'merge.guest':
      'Um convidado não pode gerenciar uma lista. Dê primeiro um papel menor à pessoa unificada nas listas que ela gerencia; depois tente de novo.',
    'merge.elsewhere':
      'Uma das duas pessoas foi unificada com outra nesse meio-tempo. Recarregue a página para ver quem é quem.',
    'merge.do': 'Unificar',
    'merge.doAgain': 'Unificar de novo',
    'merge.close': 'Fechar',
    'merge.done': '{{from}} agora é {{name}}.',
    'merge.doneItems.one': '{{count}} item tem novo responsável.',
    'merge.doneItems.other': '{{count}} itens têm novo responsável.',
    'merge.undo': 'Desfazer a mudança de responsável',
  },
});

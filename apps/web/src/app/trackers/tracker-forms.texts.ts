import { textPack } from '../platform/language/texts';

/** The forms that open and edit a tracker. */
export const TRACKER_FORM_TEXTS = textPack({
  en: {
    'trackers.prefix': 'Prefix',
    'trackers.name': 'Name',
    'trackers.description': 'Description',
    'newTracker.prefixHint':
      'Starts every item number, as in AD-\u2060001. It cannot be changed later.',
    'newTracker.description': 'Description (optional)',
    'newTracker.create': 'Create tracker',
    'editTracker.prefixStays': 'The prefix {{prefix}} starts every item number and cannot change.',
    'editTracker.save': 'Save',
    'editTracker.saved': 'Tracker saved',
    'editTracker.conflict': 'Somebody changed this tracker while you were editing',
    'editTracker.conflictOf':
      '{{field}} is now “{{value}}”. Your text is still in the form: save again to replace theirs.',
    'editTracker.useTheirs': 'Use theirs',
    'newTracker.enterPrefix': 'Enter {{min}} to {{max}} letters A to Z',
    'newTracker.prefixTaken': 'Another tracker has the prefix {{prefix}}',
  },
  'pt-BR': {
    'trackers.prefix': 'Prefixo',
    'trackers.name': 'Nome',
    'trackers.description': 'Descrição',
    'newTracker.prefixHint':
      'Inicia o número de cada ação, como em AD-\u2060001. Não pode ser alterado depois.',
    'newTracker.description': 'Descrição (opcional)',
    'newTracker.create': 'Criar lista',
    'editTracker.prefixStays': 'O prefixo {{prefix}} inicia o número de cada ação e não muda.',
    'editTracker.save': 'Salvar',
    'editTracker.saved': 'Lista salva',
    'editTracker.conflict': 'Alguém alterou esta lista enquanto você editava',
    'editTracker.conflictOf':
      '{{field}} agora é “{{value}}”. Seu texto continua no formulário: salve de novo para substituir o da outra pessoa.',
    'editTracker.useTheirs': 'Usar o da outra pessoa',
    'newTracker.enterPrefix': 'Informe de {{min}} a {{max}} letras de A a Z',
    'newTracker.prefixTaken': 'Outra lista já tem o prefixo {{prefix}}',
  },
});

import { textPack } from '../language/texts';

/** Why a page in the past cannot be shown. */
export const PAST_TEXTS = textPack({
  en: {
    'past.preparing': 'Preparing the past',
    'past.ready':
      '{{done}} of {{count}} ledger entries are ready. This page opens as soon as all of them are.',
    'past.notYet': 'Not there yet',
    'past.createdLater':
      'This was created on {{when}}. It did not exist yet at the moment you chose.',
    'past.refused': 'This moment cannot be shown',
    'past.moments':
      'Choose a day that is over, a time in the past, or a closed review of this tracker.',
    'past.backToNow': 'Back to now',
  },
  'pt-BR': {
    'past.preparing': 'Preparando o passado',
    'past.ready':
      '{{done}} de {{count}} registros estão prontos. Esta página abre assim que todos estiverem.',
    'past.notYet': 'Ainda não existia',
    'past.createdLater': 'Isto foi criado em {{when}}. Ainda não existia no momento escolhido.',
    'past.refused': 'Este momento não pode ser mostrado',
    'past.moments':
      'Escolha um dia já encerrado, um horário no passado ou uma reunião encerrada desta lista.',
    'past.backToNow': 'Voltar ao presente',
  },
});

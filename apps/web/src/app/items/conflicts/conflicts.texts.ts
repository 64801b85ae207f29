import { textPack } from '../../platform/language/texts';

/** The question whose change of an item remains. */
export const CONFLICT_TEXTS = textPack({
  en: {
    'conflict.label': 'Somebody else changed this',
    'conflict.title': '{{item}} was changed in the meantime',
    'conflict.who': '{{name}} changed “{{field}}”',
    'conflict.notSaved': 'Your change has not been saved.',
    'conflict.theirs': 'Theirs',
    'conflict.yours': 'Yours',
    'conflict.saveMine': 'Save mine',
    'conflict.keepTheirs': 'Keep theirs',
    'conflict.later': 'Decide later',
  },
  'pt-BR': {
    'conflict.label': 'Alguém alterou esta ação nesse meio-tempo',
    'conflict.title': '{{item}} foi alterada nesse meio-tempo',
    'conflict.who': '{{name}} alterou “{{field}}”',
    'conflict.notSaved': 'O seu valor não foi salvo.',
    'conflict.theirs': 'O da outra pessoa',
    'conflict.yours': 'O seu',
    'conflict.saveMine': 'Salvar o meu',
    'conflict.keepTheirs': 'Manter o da outra pessoa',
    'conflict.later': 'Decidir depois',
  },
});

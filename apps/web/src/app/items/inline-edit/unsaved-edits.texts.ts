import { textPack } from '../../platform/language/texts';

/** Edits of the table that could not be saved. */
export const UNSAVED_EDIT_TEXTS = textPack({
  en: {
    'edit.notSaved': '{{item}} was not saved.',
    'edit.typed': '{{field}}: “{{text}}”',
    'edit.from': 'You typed this on {{when}}.',
    'edit.again': 'Edit again',
    'edit.discard': 'Discard',
  },
  'pt-BR': {
    'edit.notSaved': '{{item}} não foi salva.',
    'edit.typed': '{{field}}: “{{text}}”',
    'edit.from': 'Você digitou isto em {{when}}.',
    'edit.again': 'Editar de novo',
    'edit.discard': 'Descartar',
  },
});

import { textPack } from '../language/texts';

/** The offer of text that was typed on an earlier visit. */
export const DRAFT_TEXTS = textPack({
  en: {
    'draft.unsaved': 'You have unsaved changes here from an earlier visit.',
    'draft.unsavedFrom': 'You have unsaved changes here from {{when}}.',
    'draft.use': 'Use them',
    'draft.discard': 'Discard them',
  },
  'pt-BR': {
    'draft.unsaved': 'Você tem alterações não salvas aqui, de uma visita anterior.',
    'draft.unsavedFrom': 'Você tem alterações não salvas aqui, de {{when}}.',
    'draft.use': 'Usar',
    'draft.discard': 'Descartar',
  },
});

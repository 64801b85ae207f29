import { textPack } from '../language/texts';

/** The page for an address that leads nowhere. */
export const NOT_FOUND_TEXTS = textPack({
  en: {
    'notFound.page': 'This page does not exist',
    'notFound.advice': 'The address may be mistyped, or the page may have moved.',
  },
  'pt-BR': {
    'notFound.page': 'Esta página não existe',
    'notFound.advice':
      'O endereço pode ter sido digitado errado, ou a página pode ter mudado de lugar.',
  },
});

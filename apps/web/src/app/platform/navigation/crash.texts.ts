import { textPack } from '../language/texts';

/** The page in place of one that broke. */
export const CRASH_TEXTS = textPack({
  en: {
    'crash.title': 'Something went wrong on this page',
    'crash.advice':
      'Reload the page. What you typed has been kept. If it happens again, report the reference below.',
  },
  'pt-BR': {
    'crash.title': 'Algo deu errado nesta página',
    'crash.advice':
      'Carregue-a de novo. O que você digitou foi guardado. Se o problema se repetir, informe a ' +
      'referência abaixo.',
  },
});

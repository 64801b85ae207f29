import { textPack } from '../language/texts';

/** What is wrong with a typed date. */
export const DATE_TEXTS = textPack({
  en: {
    'date.none': 'No date yet',
    'date.example': '12/15/26, 15 Dec, +7, +2w or fri',
    'date.order': 'month/day/year',
    'date.emptyOrTbd': 'Enter a date, or TBD if there is none yet',
    'date.incomplete': 'Incomplete date. Examples: {{example}}',
    'date.unknown': 'Not a date. Examples: {{example}}',
    'date.noMonth': 'There is no month {{month}}. Write {{order}}',
    'date.noDay': '{{month}} has no day {{day}}',
    'date.leapDay': 'February 29 exists only in leap years. Write the year too',
    'date.outOfRange': 'Enter a year from 1970 to 2199; this is {{year}}',
  },
  'pt-BR': {
    'date.none': 'Ainda sem data',
    'date.example': '15/12/26, 15 dez, +7, +2s ou sex',
    'date.order': 'dia/mês/ano',
    'date.emptyOrTbd': 'Informe uma data, ou “a definir” se ainda não houver',
    'date.incomplete': 'A data ainda não está completa. Exemplos: {{example}}',
    'date.unknown': 'Isto não é uma data. Exemplos: {{example}}',
    'date.noMonth': 'Não existe o mês {{month}}. Escreva {{order}}',
    'date.noDay': 'Não existe o dia {{day}} em {{month}}',
    'date.leapDay': 'O dia 29 de fevereiro só existe em anos bissextos. Informe também o ano',
    'date.outOfRange': 'Informe um ano de 1970 a 2199; este é {{year}}',
  },
});

import { textPack } from '../language/texts';

/** Why a request failed, by the code of its refusal. */
export const PROBLEM_TEXTS = textPack({
  en: {
    'problem.title': 'This page could not be loaded',
    'problem.retry': 'Retry',
    'problem.notSaved': 'Not saved.',
    'problem.OFFLINE': 'The server did not answer. Check your connection, then try again.',
    'problem.VALIDATION_ERROR': 'This was not accepted: {{message}}',
    'problem.UNAUTHORIZED': 'Your session ended. Reload the page to sign in again.',
    'problem.FORBIDDEN': 'You do not have permission to do this: {{message}}',
    'problem.NOT_FOUND': 'Nothing was found at this address. Check it for typing errors.',
    'problem.METHOD_NOT_ALLOWED': 'This action is not available. Reload the page and try again.',
    'problem.CONFLICT': 'This conflicts with existing data: {{message}}',
    'problem.PRECONDITION_FAILED': 'Somebody else changed this in the meantime.',
    'problem.PAYLOAD_TOO_LARGE': 'The text is too long to send. Shorten it and try again.',
    'problem.UNSUPPORTED_MEDIA_TYPE':
      'The page is out of step with the server. Reload it and try again.',
    'problem.IDEMPOTENCY_KEY_REUSED':
      'This was already sent with different content. Send it again.',
    'problem.RATE_LIMITED': 'Too many requests in a short time. Wait a minute, then try again.',
    'problem.INTERNAL_ERROR':
      'Something went wrong on the server. Try again; if it happens again, report the reference.',
    'problem.UNAVAILABLE':
      'The server is too busy, or its database is not responding. Try again in a moment.',
    'problem.field': '{{message}}',
  },
  'pt-BR': {
    'problem.title': 'Não foi possível carregar',
    'problem.retry': 'Tentar de novo',
    'problem.notSaved': 'Não foi salvo.',
    'problem.OFFLINE': 'O servidor não respondeu. Verifique a conexão e tente de novo.',
    'problem.VALIDATION_ERROR': 'O servidor não aceita este conteúdo. Confira os campos.',
    'problem.UNAUTHORIZED': 'Sua sessão terminou. Recarregue a página para entrar de novo.',
    'problem.FORBIDDEN': 'Você não tem permissão para isto.',
    'problem.NOT_FOUND': 'Nada foi encontrado neste endereço. Confira se foi digitado certo.',
    'problem.METHOD_NOT_ALLOWED':
      'Esta operação não está disponível. Recarregue a página e tente de novo.',
    'problem.CONFLICT': 'Há um conflito com o que já existe.',
    'problem.PRECONDITION_FAILED': 'Outra pessoa fez uma alteração nesse meio-tempo.',
    'problem.PAYLOAD_TOO_LARGE':
      'O conteúdo passa do tamanho que o servidor aceita. Encurte o texto.',
    'problem.UNSUPPORTED_MEDIA_TYPE':
      'A página está desatualizada em relação ao servidor. Recarregue-a e tente de novo.',
    'problem.IDEMPOTENCY_KEY_REUSED': 'Isto já foi enviado com outro conteúdo. Envie de novo.',
    'problem.RATE_LIMITED': 'Muitas solicitações de uma vez. Espere um minuto e tente de novo.',
    'problem.INTERNAL_ERROR':
      'Algo deu errado no servidor. Tente de novo; se o erro se repetir, informe a referência.',
    'problem.UNAVAILABLE':
      'O servidor está ocupado demais, ou o banco de dados não está respondendo. Tente de novo em instantes.',
    'problem.field': 'O servidor não aceita este valor.',
  },
});

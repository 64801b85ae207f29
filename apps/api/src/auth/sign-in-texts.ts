/** The texts of the sign-in pages in each language. */
import type { DomainErrorCode } from '@action-tracker/domain';
import type { PageLanguage } from './page-language';

/** Reasons for showing the sign-in page, as in `?reason=`. */
export const SIGN_IN_REASONS = ['ended', 'signed-out'] as const;
export type SignInReason = (typeof SIGN_IN_REASONS)[number];

/** How a sign-in with Google can fail, apart from refusals of our own. */
export type SignInFailure = 'email-not-verified' | 'no-answer' | 'not-confirmed' | 'attempt-lost';

interface SignInTexts {
  readonly title: string;
  readonly tagline: string;
  readonly name: string;
  readonly email: string;
  readonly signIn: string;
  readonly hint: string;
  /** Somebody without a session asked for a page. */
  readonly wanted: string;
  readonly reasons: Readonly<Record<SignInReason, string>>;
  readonly notSignedIn: string;
  readonly tryAgain: string;
  readonly otherwise: string;
  readonly failures: Readonly<Record<SignInFailure, string>>;
  /** Of the codes that a refused sign-in has; undefined says what the server says, in English. */
  readonly refusals: Readonly<Partial<Record<DomainErrorCode, string>>>;
}

const EN: SignInTexts = {
  title: 'Sign in',
  tagline: 'Action items with a complete history.',
  name: 'Name',
  email: 'E-mail',
  signIn: 'Sign in',
  hint: 'Sign-in for development: it accepts any name and e-mail address, and only works on the computer that runs the server.',
  wanted: 'Sign in to open the page you asked for.',
  reasons: {
    ended: 'Your session ended. Sign in again to return to where you were.',
    'signed-out': 'You are signed out.',
  },
  notSignedIn: 'You are not signed in.',
  tryAgain: 'Try again or use another account',
  otherwise: 'If it fails again, send this reference to the person who runs this server:',
  failures: {
    'email-not-verified': 'Google has not verified the e-mail address of this account.',
    'no-answer': 'Google could not be reached or sent an unexpected answer.',
    'not-confirmed': 'Google did not confirm who you are.',
    'attempt-lost':
      'This sign-in was started in another browser, took longer than ten minutes, or has already been used.',
  },
  refusals: {},
};

const PT_BR: SignInTexts = {
  title: 'Entrar',
  tagline: 'Itens de ação com histórico completo.',
  name: 'Nome',
  email: 'E-mail',
  signIn: 'Entrar',
  hint: 'Entrada para desenvolvimento: aceita qualquer nome e e-mail e só funciona no computador em que o servidor roda.',
  wanted: 'Entre para abrir a página que você pediu.',
  reasons: {
    ended: 'Sua sessão terminou. Entre de novo para voltar ao ponto em que estava.',
    'signed-out': 'Você saiu da sua conta.',
  },
  notSignedIn: 'Você não entrou.',
  tryAgain: 'Tente de novo ou use outra conta',
  otherwise: 'Se o erro continuar, envie esta referência a quem administra o servidor:',
  failures: {
    'email-not-verified': 'O Google não verificou o endereço de e-mail desta conta.',
    'no-answer': 'Não foi possível falar com o Google, ou a resposta dele não era a esperada.',
    'not-confirmed': 'O Google não confirmou quem você é.',
    'attempt-lost':
      'Esta entrada foi iniciada em outro navegador, levou mais de dez minutos ou já foi usada.',
  },
  refusals: {
    FORBIDDEN: 'Este endereço de e-mail não tem permissão para entrar aqui.',
    VALIDATION_ERROR: 'Informe um nome de até 255 caracteres e um endereço de e-mail válido.',
    CONFLICT: 'Este endereço de e-mail já pertence a outra pessoa.',
  },
};

export const SIGN_IN_TEXTS: Readonly<Record<PageLanguage, SignInTexts>> = {
  en: EN,
  'pt-BR': PT_BR,
};

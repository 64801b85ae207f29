/** The sign-in pages. They are plain HTML, because they must work when nothing else does. */
import type { PageLanguage } from './page-language';
import type { ColorScheme } from './page-theme';
import { SIGN_IN_TEXTS, type SignInReason } from './sign-in-texts';

/** Language and colours of a page of the server. */
interface PageLook {
  readonly language: PageLanguage;
  readonly colorScheme: ColorScheme;
}

export interface SignInForm extends PageLook {
  readonly returnTo: string;
  readonly name: string;
  readonly email: string;
  /** Why the user is here, if known. */
  readonly reason?: SignInReason | undefined;
  /** What was wrong with the last attempt. */
  readonly problem?: string;
}

/**
 * Renders the form; every value is escaped.
 *
 * @param nonce allows the style of this page only
 */
export function signInPage(form: SignInForm, nonce: string): string {
  const { language, returnTo, name, email, problem } = form;
  const t = SIGN_IN_TEXTS[language];
  const alert = problem === undefined ? '' : `<p role="alert">${escape(problem)}</p>`;
  const content = `
      <p>${t.tagline}</p>
      ${whyHere(form)}${alert}
      <form method="post" action="/auth/login">
        <input type="hidden" name="return_to" value="${escape(returnTo)}" />
        <label>${t.name}
          <input name="name" value="${escape(name)}" required maxlength="255" autocomplete="name" autofocus />
        </label>
        <label>${t.email}
          <input name="email" type="email" value="${escape(email)}" required maxlength="254" autocomplete="email" />
        </label>
        <button>${t.signIn}</button>
      </form>
      <p class="hint">${t.hint}</p>`;
  return page(content, form, nonce);
}

/** Renders what went wrong, with a link to try again. */
export function problemPage(
  problem: PageLook & {
    readonly message: string;
    readonly correlationId: string;
  },
  nonce: string,
): string {
  const { language, message, correlationId } = problem;
  const t = SIGN_IN_TEXTS[language];
  const content = `
      <p role="alert">${t.notSignedIn} ${escape(message)}</p>
      <p><a href="/auth/login">${t.tryAgain}</a>. ${t.otherwise}</p>
      <p class="hint">${escape(correlationId)}</p>`;
  return page(content, problem, nonce);
}

function whyHere({ language, reason, returnTo, problem }: SignInForm): string {
  if (problem !== undefined) return '';
  const t = SIGN_IN_TEXTS[language];
  const why = reason === undefined ? (returnTo === '/' ? '' : t.wanted) : t.reasons[reason];
  return why === '' ? '' : `<p class="why" role="status">${why}</p>`;
}

const page = (
  content: string,
  { language, colorScheme }: PageLook,
  nonce: string,
): string => `<!doctype html>
<html lang="${language}" translate="no">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <link rel="icon" href="/favicon.svg" type="image/svg+xml" />
    <title>${SIGN_IN_TEXTS[language].title} · Action Tracker</title>
    <style nonce="${nonce}">:root { color-scheme: ${colorScheme} }${STYLE}</style>
  </head>
  <body>
    <main>
      <h1>Action Tracker</h1>${content}
    </main>
  </body>
</html>
`;

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

const escape = (text: string): string => text.replace(/[&<>"']/g, (char) => ENTITIES[char] ?? '');

const STYLE = `
  :root { --ink: light-dark(#1a1c22, #e6e7ec); --soft: light-dark(#5a5f6b, #a9aeba);
    --page: light-dark(#f5f6f9, #121318); --card: light-dark(#fff, #1c1e25); --line: light-dark(#868c99, #7b8190);
    --accent: light-dark(#2c4f9e, #a9c1ff); --on-accent: light-dark(#fff, #0d1f4d); --alert: light-dark(#a1191f, #ffb3ae); }
  * { box-sizing: border-box; }
  body { margin: 0; min-height: 100dvh; display: grid; place-items: center; padding: 16px;
    font: 16px/1.5 Roboto, system-ui, sans-serif; color: var(--ink); background: var(--page); }
  main { width: min(100%, 380px); padding: 32px; border-radius: 12px; background: var(--card);
    box-shadow: 0 1px 3px rgb(0 0 0 / .2); }
  h1 { margin: 0; font-size: 22px; font-weight: 600; }
  p { margin: 4px 0 20px; color: var(--soft); }
  form { display: grid; gap: 16px; }
  label { display: grid; gap: 4px; font-size: 14px; font-weight: 500; }
  input { font: inherit; padding: 10px 12px; border: 1px solid var(--line); border-radius: 6px;
    color: inherit; background: transparent; }
  button { font: inherit; font-weight: 600; padding: 11px; border: 0; border-radius: 6px; cursor: pointer;
    color: var(--on-accent); background: var(--accent); }
  a { color: var(--accent); }
  :focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
  .why { padding: 10px 12px; border-radius: 6px; background: var(--page); color: var(--ink); }
  [role=alert] { color: var(--alert); font-weight: 500; }
  .hint { margin: 20px 0 0; font-size: 13px; }
`;

/** What axe finds wrong with a page. */
import axe from 'axe-core';
import type { Page } from 'playwright-core';

type Rules = Pick<axe.RunOptions, 'runOnly' | 'rules'>;

const WCAG: Rules = {
  runOnly: { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] },
};
const NAMES_OF_COLOUR_RULES = ['color-contrast', 'link-in-text-block'];
/** The rules that depend on colours; all others find the same in light and in dark. */
export const OF_COLOURS: Rules = { runOnly: { type: 'rule', values: NAMES_OF_COLOUR_RULES } };
/** Without those that find the same in any language. */
export const OF_TEXTS: Rules = {
  ...WCAG,
  rules: Object.fromEntries(
    [...NAMES_OF_COLOUR_RULES, 'target-size'].map((name) => [name, { enabled: false }]),
  ),
};
/** Also what axe calls good practice. */
export const ANY_RULE: Rules = {};

interface Look {
  readonly rules?: Rules;
  /** Selects the part of the page to look at. */
  readonly root?: string;
}

/** Each violation as `rule: element`. */
export async function violations(page: Page, look: Look = {}): Promise<readonly string[]> {
  const { rules = WCAG, root = ':root' } = look;
  if (!(await page.evaluate('"axe" in globalThis'))) await page.evaluate(axe.source);
  return page.evaluate(
    async ({ within, options }) => {
      const inPage = globalThis as unknown as { axe: typeof axe };
      const found = await inPage.axe.run(within, options);
      return found.violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
    },
    // Without the details of what is right. No style comes from elsewhere and has to be fetched.
    {
      within: root,
      options: { ...rules, resultTypes: ['violations' as const], selectors: false, preload: false },
    },
  );
}

/** Those in light, and those of other colours in dark. Begins with the colours that the page has. */
export async function violationsInBothColours(
  page: Page,
  look: Look = {},
): Promise<readonly string[]> {
  const isDark = await page.evaluate<boolean>(`matchMedia('(prefers-color-scheme: dark)').matches`);
  const found: string[] = [];
  for (const colorScheme of isDark ? (['dark', 'light'] as const) : (['light', 'dark'] as const)) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    const rules = colorScheme === 'dark' ? { rules: OF_COLOURS } : {};
    const here = await violations(page, { ...look, ...rules });
    found.push(...here.map((violation) => `${colorScheme}, ${violation}`));
  }
  return found;
}

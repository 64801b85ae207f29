/** What axe finds wrong with a page. Its context needs `bypassCSP`, because the product forbids third-party scripts. */
import axe from 'axe-core';
import type { Page } from 'playwright-core';

type Rules = Pick<axe.RunOptions, 'runOnly'>;

const WCAG: Rules = {
  runOnly: { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] },
};
/** The rules that depend on colours; all others find the same in light and in dark. */
const OF_COLOURS: Rules = {
  runOnly: { type: 'rule', values: ['color-contrast', 'link-in-text-block'] },
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

/** Those in light, and those of other colours in dark. The page is in light afterwards. */
export async function violationsInBothColours(
  page: Page,
  look: Look = {},
): Promise<readonly string[]> {
  await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' });
  const inDark = await violations(page, { ...look, rules: OF_COLOURS });
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
  const inLight = await violations(page, look);
  return [...inDark.map((violation) => `dark, ${violation}`), ...inLight];
}

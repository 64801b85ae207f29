/** What Safari calls the key that ends a composition, when `isComposing` is false again already. */
const COMPOSITION_KEY_CODE = 229;

/**
 * Whether a key belongs to an input method that composes text (Japanese, Chinese, accents): Enter then
 * takes what the method offers and Escape gives it up, and neither is meant for the page.
 */
export function isComposing(event: Pick<KeyboardEvent, 'isComposing'>): boolean {
  if (event.isComposing) return true;
  return 'keyCode' in event && event.keyCode === COMPOSITION_KEY_CODE;
}

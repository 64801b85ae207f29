/** Key code in Safari for the key that ends a composition, when `isComposing` is already false. */
const COMPOSITION_KEY_CODE = 229;

/**
 * Whether a key belongs to an input method (Japanese, Chinese, accents): Enter and Escape then
 * accept or discard the composition and must not act on the page.
 */
export function isComposing(event: Pick<KeyboardEvent, 'isComposing'>): boolean {
  if (event.isComposing) return true;
  return 'keyCode' in event && event.keyCode === COMPOSITION_KEY_CODE;
}

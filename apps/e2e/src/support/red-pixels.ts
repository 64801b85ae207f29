import type { Locator } from 'playwright-core';

/** How many pixels of what is drawn there are clearly red. */
export async function redPixels(drawn: Locator): Promise<number> {
  const picture = await drawn.screenshot();
  return drawn.page().evaluate<number>(`(async () => {
    const bytes = Uint8Array.from(atob('${picture.toString('base64')}'), (one) => one.charCodeAt(0));
    const image = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
    const canvas = new OffscreenCanvas(image.width, image.height).getContext('2d');
    canvas.drawImage(image, 0, 0);
    const { data } = canvas.getImageData(0, 0, image.width, image.height);
    const pixels = [...Array(data.length / 4).keys()].map((at) => data.subarray(4 * at, 4 * at + 3));
    return pixels.filter(([red, green, blue]) => red > green + 60 && red > blue + 60).length;
  })()`);
}

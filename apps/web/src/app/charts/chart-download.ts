/** A chart as a picture that looks the same outside the page. */

const COPIED = [
  ...['fill', 'stroke', 'stroke-width', 'stroke-dasharray', 'stroke-linecap'],
  ...['font-size', 'font-family'],
];

/** The SVG with the colours of the page, which are variables there. */
export function svgText(picture: SVGSVGElement): string {
  const copy = picture.cloneNode(true);
  if (!(copy instanceof SVGSVGElement)) return '';
  const shown = [...picture.querySelectorAll('*')];
  for (const [index, element] of [...copy.querySelectorAll('*')].entries()) {
    const original = shown[index];
    if (original) copyStyle(original, element);
  }
  copy.style.background = getComputedStyle(picture.ownerDocument.body).backgroundColor;
  return new XMLSerializer().serializeToString(copy);
}

/** The same as a PNG of twice the size. */
export async function pngOf(picture: SVGSVGElement): Promise<Blob | null> {
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svgText(picture))}`;
  await image.decode();
  const canvas = picture.ownerDocument.createElement('canvas');
  canvas.width = picture.clientWidth * 2;
  canvas.height = picture.clientHeight * 2;
  canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve) => {
    canvas.toBlob(resolve);
  });
}

function copyStyle(from: Element, to: Element): void {
  const style = getComputedStyle(from);
  for (const name of COPIED) {
    const value = style.getPropertyValue(name);
    // Patterns are named in the attribute.
    if (value && !value.startsWith('url(')) to.setAttribute(name, value);
  }
}

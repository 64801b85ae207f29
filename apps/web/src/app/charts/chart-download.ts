/** A chart as a picture that looks the same outside the page, and can be understood there. */

const COPIED = [
  ...['fill', 'stroke', 'stroke-width', 'stroke-dasharray', 'stroke-linecap'],
  ...['font-size', 'font-weight', 'font-family'],
];
const SVG = 'http://www.w3.org/2000/svg';
/** The title above the chart. */
const TITLE_PX = 28;
const TITLE_STYLE = { 'font-size': '15px', 'font-weight': '600' };
/** From the sign of a series to its name. */
const SIGN_PX = 22;
const MARGIN_PX = 12;

export interface Picture {
  readonly drawn: SVGSVGElement;
  readonly legend: HTMLElement | null;
  readonly title: string;
}

/** The SVG with title and legend, and with the colours of the page, which are variables there. */
export const svgText = (picture: Picture): string =>
  new XMLSerializer().serializeToString(wholeOf(picture));

/** The same as a PNG of twice the size. */
export async function pngOf(picture: Picture): Promise<Blob | null> {
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svgText(picture))}`;
  await image.decode();
  const canvas = picture.drawn.ownerDocument.createElement('canvas');
  canvas.width = image.width * 2;
  canvas.height = image.height * 2;
  canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve) => {
    canvas.toBlob(resolve);
  });
}

function wholeOf({ drawn, legend, title }: Picture): Element {
  const [width = 0, height = 0] = ['width', 'height'].map((name) =>
    Number(drawn.getAttribute(name)),
  );
  const below = TITLE_PX + height + 6;
  const body = getComputedStyle(drawn.ownerDocument.body);
  const whole = shape('svg', {
    ...{ width: width + 2 * MARGIN_PX, role: 'img' },
    ...{ height: below + (legend?.offsetHeight ?? 0) + 2 * MARGIN_PX },
    'aria-label': drawn.getAttribute('aria-label') ?? title,
  });
  // Not a style, which other programs than browsers do not draw.
  const ground = shape('rect', { width: '100%', height: '100%', fill: body.backgroundColor });
  const heading = shape('text', {
    ...{ x: 0, y: 16, fill: body.color, 'font-family': body.fontFamily, ...TITLE_STYLE },
  });
  heading.textContent = title;
  const chart = shape('g', { transform: `translate(0 ${TITLE_PX})` });
  chart.append(...styledCopy(drawn).childNodes);
  const inner = shape('g', { transform: `translate(${MARGIN_PX} ${MARGIN_PX})` });
  inner.append(heading, chart, ...(legend ? entriesOf(legend, below) : []));
  whole.append(ground, inner);
  return whole;
}

/** The entries of a legend, where they are on the page. */
const entriesOf = (legend: HTMLElement, below: number): readonly Element[] =>
  [...legend.querySelectorAll('li')].map((entry) => {
    const x = entry.offsetLeft - legend.offsetLeft;
    const y = below + entry.offsetTop - legend.offsetTop;
    const group = shape('g', { transform: `translate(${x} ${y})` });
    const { color, fontFamily, fontSize } = getComputedStyle(entry);
    const name = shape('text', {
      ...{ x: SIGN_PX, y: 10, fill: color, 'font-family': fontFamily, 'font-size': fontSize },
      // As wide as on the page, whose font need not be there.
      ...{ textLength: Math.max(1, entry.offsetWidth - SIGN_PX), lengthAdjust: 'spacingAndGlyphs' },
    });
    name.textContent = entry.textContent.trim();
    const sign = entry.querySelector('svg');
    group.append(...(sign ? styledCopy(sign).childNodes : []), name);
    return group;
  });

function shape(name: string, attributes: Readonly<Record<string, unknown>>): Element {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, String(value));
  return element;
}

function styledCopy(picture: SVGSVGElement): Element {
  const copy = picture.cloneNode(true);
  if (!(copy instanceof SVGSVGElement)) throw new Error('Expected a picture');
  const shown = [...picture.querySelectorAll('*')];
  for (const [index, element] of [...copy.querySelectorAll('*')].entries()) {
    const original = shown[index];
    if (original) copyStyle(original, element);
  }
  return copy;
}

function copyStyle(from: Element, to: Element): void {
  const style = getComputedStyle(from);
  for (const name of COPIED) {
    const value = style.getPropertyValue(name);
    // Patterns are named in the attribute.
    if (value && !value.startsWith('url(')) to.setAttribute(name, value);
  }
}

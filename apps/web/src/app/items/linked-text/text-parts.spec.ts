import { textParts } from './text-parts';

const isPrefix = (prefix: string) => ['AD', 'SP'].includes(prefix);
const linksIn = (text: string) =>
  textParts(text, isPrefix).flatMap((part) => {
    if (part.kind === 'address') return [part.href];
    return part.kind === 'item' ? [part.itemId] : [];
  });

describe('a text that somebody wrote', () => {
  it.each([
    ['see AD-12 and SP-004.', ['AD-012', 'SP-004']],
    ['(AD-1000)', ['AD-1000']],
    ['AD-12/SP-1', ['AD-012']],
    ['https://example.com/a?b=1&c=2#d', ['https://example.com/a?b=1&c=2#d']],
    ['see http://example.com/spec, then call', ['http://example.com/spec']],
    ['(https://example.com/a_(b))', ['https://example.com/a_(b)']],
    ['https://example.com/AD-12', ['https://example.com/AD-12']],
    ['HTTPS://EXAMPLE.COM/X', ['https://example.com/X']],
  ])('has links in "%s"', (text, links) => {
    expect(linksIn(text)).toEqual(links);
  });

  it.each([
    'javascript:alert(1)',
    'data:text/html,<script>alert(1)</script>',
    'vbscript:x ftp://example.com mailto:a@example.com file:///etc/passwd',
    'www.example.com',
    'https://',
    'http:// example.com',
    'ISO-9001, ad-12, XAD-12, AD-12a, AD-12-3, PRE-AD-12, AD-',
  ])('has no link in "%s"', (text) => {
    expect(linksIn(text)).toEqual([]);
  });

  it('loses no character, whatever it holds', () => {
    const text = 'a\n  AD-12, https://example.com/x). ISO-9001\n🛰 AD-001!';
    expect(
      textParts(text, isPrefix)
        .map((part) => part.text)
        .join(''),
    ).toBe(text);
  });
});

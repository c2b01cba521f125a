import { describe, expect, it } from 'vitest';
import { parseRichText, plainText, safeHref, toWireHtml } from './rich-text.ts';

const linksIn = (html: string): string[] => JSON.stringify(parseRichText(html)).match(/"href":"[^"]*"/gu) ?? [];

describe('parseRichText', () => {
  it('reads the allowed tags', () => {
    expect(parseRichText('Hello <b>you</b><br>and <i>you</i>')).toEqual([
      { kind: 'text', text: 'Hello ' },
      { kind: 'strong', children: [{ kind: 'text', text: 'you' }] },
      { kind: 'break' },
      { kind: 'text', text: 'and ' },
      { kind: 'emphasis', children: [{ kind: 'text', text: 'you' }] },
    ]);
  });

  it('reads a link as plugNmeet writes it', () => {
    expect(parseRichText('<a href="https://example.org" target="_blank" class="text-[#24aef7] hover:underline">https://example.org</a>')).toEqual([
      { kind: 'link', href: 'https://example.org/', children: [{ kind: 'text', text: 'https://example.org' }] },
    ]);
  });

  it.each([
    '<script>alert(1)</script>',
    '<img src=x onerror=alert(1)>',
    '<svg/onload=alert(1)>',
    '<a href="javascript:alert(1)">x</a>',
    '<a href="java&#10;script:alert(1)">x</a>',
    '<a href=\'data:text/html,<script>alert(1)</script>\'>x</a>',
    '<<b>script>alert(1)</script>',
    '<a/href="vbscript:x">x</a>',
    '<!--<a href="https://evil.example">--><b',
  ])('makes nothing dangerous of %s', (html) => {
    const kinds = JSON.stringify(parseRichText(html)).match(/"kind":"(\w+)"/gu) ?? [];
    expect(kinds).not.toContain('"kind":"link"');
    expect(linksIn(html)).toEqual([]);
  });

  it('decodes entities as text, not as tags', () => {
    expect(plainText(parseRichText('1 &lt; 2 &amp;&amp; &#x3C;b&#62; &unknown;'))).toBe('1 < 2 && <b> &unknown;');
  });

  it('finds addresses in plain text, without the full stop after them', () => {
    expect(linksIn('see https://example.org/a?b=c. Bye')).toEqual(['"href":"https://example.org/a?b=c"']);
    expect(linksIn('ببینید https://example.org/س، خب')).toHaveLength(1);
  });

  it('survives deep nesting and endless input', () => {
    expect(plainText(parseRichText(`${'<b>'.repeat(5000)}x`))).toBeTypeOf('string');
    expect(plainText(parseRichText('<a '.repeat(100_000)))).toBeTypeOf('string');
  });
});

describe('toWireHtml', () => {
  it('gives back what was typed after a round trip', () => {
    const typed = 'a < b & "c"\n<script>x</script> سلام\u200cها';
    expect(plainText(parseRichText(toWireHtml(typed)))).toBe(typed);
  });
});

describe('safeHref', () => {
  it('keeps only addresses a person may click', () => {
    expect(safeHref('mailto:a@example.org')).toBe('mailto:a@example.org');
    expect(safeHref('JaVaScRiPt:alert(1)')).toBeNull();
    expect(safeHref('//example.org')).toBeNull();
  });
});

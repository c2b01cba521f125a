import { expect, it } from 'vitest';
import { renderResponse } from './xml.ts';

it('keeps the order, and writes empty elements out', () => {
  expect(renderResponse([['returncode', 'SUCCESS'], ['messageKey', ''], ['meetings', []], ['running', true], ['createTime', 1_760_000_000_123n]]))
    .toBe('<response><returncode>SUCCESS</returncode><messageKey></messageKey><meetings></meetings><running>true</running><createTime>1760000000123</createTime></response>');
});

it('escapes markup and drops what XML cannot hold', () => {
  expect(renderResponse([['metadata', [['name', `<a href="x">&\u0000\u0008 جبر]]>`]]]]))
    .toBe('<response><metadata><name>&lt;a href="x"&gt;&amp; جبر]]&gt;</name></metadata></response>');
});

it('sends a text as it was written: what looks escaped stays so, and a carriage return comes back', () => {
  expect(renderResponse([['name', 'a &amp; b\r\n\ud800😀\ufffe']])).toBe('<response><name>a &amp;amp; b&#xD;\n😀</name></response>');
});

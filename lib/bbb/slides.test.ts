import { expect, it } from 'vitest';
import { readSlides } from './slides.ts';

const options = { isStrict: false, preUploaded: null };
const body = (documents: string, module = 'presentation') => Buffer.from(`<?xml version="1.0" encoding="UTF-8"?><modules><module name="${module}">${documents}</module></modules>`);
const hello = Buffer.from('hello').toString('base64');

it('reads documents sent along and named by address, the one to be shown last', () => {
  const slides = readSlides(body(`<document name="a.pdf" current="true">${hello.slice(0, 4)}\n ${hello.slice(4)}</document><document url="https://h.example/b.pdf" filename="b.pdf"/><document name="c.pdf"><![CDATA[${hello}]]></document>`), options);
  expect(slides).toEqual([{ url: 'https://h.example/b.pdf', name: 'b.pdf' }, { name: 'c.pdf', bytes: Buffer.from('hello') }, { name: 'a.pdf', bytes: Buffer.from('hello') }]);
});

it('shows the first when none says it is to be shown', () => {
  expect(readSlides(body(`<document name="a.pdf">${hello}</document><document name="b.pdf">${hello}</document>`), options).map(({ name }) => name)).toEqual(['b.pdf', 'a.pdf']);
});

it('leaves out what is not base64, and other modules', () => {
  expect(readSlides(body('<document name="a.pdf">not base64!</document><document name="b.pdf"/>'), options)).toEqual([]);
  expect(readSlides(body(`<document name="a.pdf">${hello}</document>`, 'clientSettingsOverride'), options)).toEqual([]);
  expect(readSlides(null, options)).toEqual([]);
});

it('takes no addresses where documents must be sent along', () => {
  expect(() => readSlides(body('<document url="https://h.example/b.pdf"/>'), { ...options, isStrict: true })).toThrow('addresses are not supported');
});

it.each([
  ['a document type', '<!DOCTYPE modules [<!ENTITY x SYSTEM "file:///etc/passwd">]><modules>&x;</modules>'],
  ['a bomb of entities', `<!DOCTYPE m [<!ENTITY a "${'x'.repeat(1000)}"><!ENTITY b "${'&a;'.repeat(1000)}">]><modules>&b;</modules>`],
  ['an entity nobody declared', '<modules><module name="presentation"><document name="a">&x;</document></module></modules>'],
  ['great depth', '<a>'.repeat(10_000)],
  ['what is no XML', 'hello'],
  ['an open end', '<modules><module>'],
  ['a thousand documents', `<modules><module name="presentation">${'<document name="a"/>'.repeat(1000)}</module></modules>`],
])('refuses %s', (_, xml) => {
  expect(() => readSlides(Buffer.from(xml), options)).toThrow('not a document this call understands');
});

import { SaxesParser } from 'saxes';
import { refusal } from './refusal.ts';

/** A document for the whiteboard: its bytes, or where they are. */
export type Slide = { name: string; bytes: Buffer<ArrayBuffer> } | { name: string | null; url: string };

interface Options {
  isStrict: boolean;
  preUploaded: { url: string; name: string | null } | null;
}

const deepest = 10;
const mostDocuments = 50;

/**
 * The documents of a create or insertDocument body (A6), the one to be shown last: it is opened over the others. No DTD, no entities of
 * its own, not deep: such a body is refused, as is one that is no XML. Text that is not base64 is left out.
 */
export function readSlides(body: Uint8Array | null, { isStrict, preUploaded }: Options): Slide[] {
  const found = body === null ? [] : parse(new TextDecoder('utf-8', { fatal: false }).decode(body));
  const documents = [...found, ...(preUploaded ? [{ ...preUploaded, isCurrent: false, text: '' }] : [])];
  if (isStrict && documents.some(({ url }) => url !== null)) throw refusal('urlDocumentNotSupported');
  const slides = documents.flatMap((document) => {
    const slide = slideOf(document);
    return slide ? [{ slide, isCurrent: document.isCurrent }] : [];
  });
  const shown = Math.max(0, slides.findIndex(({ isCurrent }) => isCurrent));
  return [...slides.filter((_, index) => index !== shown), ...slides.slice(shown, shown + 1)].map(({ slide }) => slide);
}

interface Document {
  name: string | null;
  url: string | null;
  isCurrent: boolean;
  text: string;
}

function slideOf({ name, url, text }: Document): Slide | null {
  if (url !== null) return { name, url };
  const encoded = text.replaceAll(/\s+/g, '');
  if (name === null || encoded === '' || !/^[A-Za-z0-9+/]+={0,2}$/.test(encoded)) return null;
  return { name, bytes: Buffer.from(encoded, 'base64') };
}

function parse(xml: string): Document[] {
  const documents: Document[] = [];
  const parts: string[] = [];
  const path: string[] = [];
  let isPresentation = false;
  const parser = new SaxesParser();
  parser.on('error', () => { throw refusal('invalidXml'); });
  parser.on('doctype', () => { throw refusal('invalidXml'); });
  parser.on('opentag', ({ name, attributes }) => {
    path.push(name);
    if (path.length > deepest) throw refusal('invalidXml');
    if (name === 'module') isPresentation = attributes['name'] === 'presentation';
    if (name !== 'document' || !isPresentation) return;
    if (documents.length >= mostDocuments) throw refusal('invalidXml');
    parts.length = 0;
    const { url, filename } = attributes;
    documents.push({ name: filename ?? attributes['name'] ?? null, url: url ?? null, isCurrent: attributes['current'] === 'true', text: '' });
  });
  const take = (text: string) => { if (path.at(-1) === 'document') parts.push(text); };
  parser.on('text', take);
  parser.on('cdata', take);
  parser.on('closetag', ({ name }) => {
    path.pop();
    const current = documents.at(-1);
    if (name === 'document' && isPresentation && current) current.text = parts.join('');
  });
  parser.write(xml).close();
  return documents;
}

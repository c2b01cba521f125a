import { renderResponse, type XmlElement } from './xml.ts';

/** What goes back over HTTP. */
export interface Answer {
  status: number;
  headers: Readonly<Record<string, string>>;
  body: string | Buffer<ArrayBuffer> | null;
}

/** HTTP 200 for success and failure alike: PHP's client takes anything else for a broken server (A3). */
const common = { 'cache-control': 'no-cache', 'referrer-policy': 'no-referrer' };
const xmlHeaders = { ...common, 'content-type': 'text/xml;charset=utf-8' };
const jsonHeaders = { ...common, 'content-type': 'application/json' };

/** A whole document, already written. */
export function xmlText(body: string | Buffer<ArrayBuffer>): Answer {
  return { status: 200, headers: xmlHeaders, body };
}

/** The document of a success. */
export function successText(children: readonly XmlElement[]): string {
  return renderResponse([['returncode', 'SUCCESS'], ...children]);
}

export function success(children: readonly XmlElement[]): Answer {
  return xmlText(successText(children));
}

export function failure(key: string, message: string): Answer {
  return xmlText(renderResponse([['returncode', 'FAILED'], ['messageKey', key], ['message', message]]));
}

export function jsonAnswer(response: Record<string, unknown>): Answer {
  return { status: 200, headers: jsonHeaders, body: JSON.stringify({ response }) };
}

/** An address given in letters a header cannot carry is written as browsers do. */
export function redirect(location: string): Answer {
  return { status: 302, headers: { ...common, location: new URL(location).href }, body: null };
}

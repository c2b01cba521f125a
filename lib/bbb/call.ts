import type { ActingAccount } from '#lib/api-accounts/acting.ts';
import type { Answer } from './answer.ts';
import type { Parameters } from './parameters.ts';
import type { XmlElement } from './xml.ts';

/** A request as it came in, before anything of it was checked. */
export interface BbbRequest {
  method: string;
  /** The key in the address; undefined when there is none. */
  apiKey: string | undefined;
  /** The rest of the address: the call's name, empty for the address itself. */
  name: string;
  /** The query, byte for byte, without its question mark. */
  query: string;
  header: (name: string) => string | null;
  /** The body's pieces as they come; null when there is none. */
  body: AsyncIterable<Uint8Array> | null;
}

/** A call whose caller proved to be the account. */
export interface BbbCall {
  account: ActingAccount;
  parameters: Parameters;
  contentType: string;
  /** The body of a POST that is a document or a file, read up to its limit; null when there is none. */
  body: Uint8Array | null;
  origin: { requestId: string; ip: string };
}

/** Answers the children of `<response>` after the return code, or something else as a whole. */
export type BbbHandler = (call: BbbCall) => Promise<readonly XmlElement[] | Answer>;

export interface CallDefinition {
  run: BbbHandler;
  methods: readonly string[];
  /** What the body may be besides a form. */
  bodies?: readonly string[];
  /** Failures are JSON. */
  json?: true;
}

import { fileURLToPath } from 'node:url';
import { z } from 'zod';

/** Where files that must last are kept. */
export type StorageLocation =
  | { kind: 'folder'; path: string }
  | { kind: 's3'; bucket: string; prefix: string; region: string; endpoint: string | undefined };

const bucketName = /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/;
const prefixPath = /^[a-zA-Z0-9._-]+(?:\/[a-zA-Z0-9._-]+)*$/;

/**
 * Reads STORAGE_URL: `file:///folder`, or `s3://bucket/folder?region=…&endpoint=https://…` (both parameters optional).
 * Keys of S3 come from the environment as every AWS program reads it, never from the address. Null when it is neither.
 */
export function storageLocation(text: string): StorageLocation | null {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (!url || url.username !== '' || url.password !== '') return null;
  if (url.protocol === 'file:') return url.host === '' && url.pathname !== '/' ? { kind: 'folder', path: fileURLToPath(url) } : null;
  if (url.protocol !== 's3:' || !bucketName.test(url.host)) return null;
  const prefix = url.pathname.replaceAll(/^\/+|\/+$/g, '');
  const endpoint = url.searchParams.get('endpoint') ?? undefined;
  const hasUsableEndpoint = endpoint === undefined || z.url({ protocol: /^https?$/ }).safeParse(endpoint).success;
  if ((prefix !== '' && !prefixPath.test(prefix)) || !hasUsableEndpoint) return null;
  return { kind: 's3', bucket: url.host, prefix, region: url.searchParams.get('region') ?? 'us-east-1', endpoint };
}

import { parseJsonRecord, readString } from './parse.ts';
import { toWireHtml } from './rich-text.ts';

/** SYSTEM_CHAT_MSG as chat HTML: a text, or the file it tells of as a link to it (wire §4.6). */
export function systemLine(msg: string, fileAddress: (path: string) => string): string {
  const file = parseJsonRecord(msg);
  if (!file) return msg;
  const path = readString(file, 'file_path') || readString(file, 'filePath');
  const name = readString(file, 'file_name') || readString(file, 'fileName');
  return path && name ? `<a href="${toWireHtml(fileAddress(path))}">${toWireHtml(name)}</a>` : '';
}

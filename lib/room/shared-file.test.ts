import { expect, it } from 'vitest';
import { parseRichText } from './rich-text.ts';
import { fileAddress, sharedFileIn } from './shared-file.ts';
import { systemLine } from './system-line.ts';

const server = 'https://pnm.school/';
const address = 'https://pnm.school/download/uploadedFile/sid/%DA%A9%D8%AA%D8%A7%D8%A8.pdf';

it('writes and recognises the address of a shared file', () => {
  expect(fileAddress(server, 'sid/کتاب.pdf')).toBe(address);
  expect(sharedFileIn(parseRichText(`<a href="${address}">کتاب.pdf</a>`), server)).toEqual({ address, name: 'کتاب.pdf', isImage: false });
  expect(sharedFileIn(parseRichText(`<a href="https://pnm.school/download/uploadedFile/sid/a.PNG">a.PNG</a>`), server)?.isImage).toBe(true);
});

it.each([
  ['another server', '<a href="https://pnm.school.example/download/uploadedFile/sid/a.png">a.png</a>'],
  ['another page', '<a href="https://pnm.school/admin">a.png</a>'],
  ['more than the link', '<a href="https://pnm.school/download/uploadedFile/sid/a.png">a.png</a> look'],
  ['no name', '<a href="https://pnm.school/download/uploadedFile/sid/a.png"></a>'],
])('takes %s for no file', (_what, html) => {
  expect(sharedFileIn(parseRichText(html), server)).toBeNull();
});

it('shows the file a message of the system tells of', () => {
  const line = systemLine(JSON.stringify({ fileName: 'a<b>.pdf', filePath: 'sid/a.pdf' }), (path) => fileAddress(server, path));
  expect(line).toBe('<a href="https://pnm.school/download/uploadedFile/sid/a.pdf">a&lt;b&gt;.pdf</a>');
  expect(systemLine('<b>Five minutes</b>', String)).toBe('<b>Five minutes</b>');
  expect(systemLine('{"file_path":"x"}', String)).toBe('');
});

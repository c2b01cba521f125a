import { describe, expect, it } from 'vitest';
import { attachment, csvCell, csvFile } from './csv.ts';

describe('csvCell', () => {
  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\tx', '\rx'])('makes %j plain text', (value) => {
    expect(csvCell(value).replace(/^"/, '').startsWith(`'`)).toBe(true);
  });

  it('quotes what needs it and doubles quotes', () => {
    expect(csvCell('a,b')).toBe('"a,b"');
    expect(csvCell('say "hi"')).toBe('"say ""hi"""');
    expect(csvCell('two\r\nlines')).toBe('"two\r\nlines"');
  });

  it('leaves names and numbers alone', () => {
    expect(csvCell('سارا محمدی‌نژاد')).toBe('سارا محمدی‌نژاد');
    expect(csvCell(-5)).toBe('-5');
    expect(csvCell('Anne-Marie =)')).toBe('Anne-Marie =)');
  });

  it('defuses a formula inside quotes too', () => {
    expect(csvCell('=HYPERLINK("x","y")')).toBe(`"'=HYPERLINK(""x"",""y"")"`);
  });
});

describe('csvFile', () => {
  it('starts with the UTF-8 mark and ends each line with CRLF', () => {
    expect(csvFile([['a', 'b'], ['c', 1]])).toBe('\uFEFFa,b\r\nc,1\r\n');
  });
});

describe('attachment', () => {
  it('carries Persian names encoded and an ASCII stand-in', () => {
    expect(attachment('هندسه', 'csv')).toBe(`attachment; filename="kelas.csv"; filename*=UTF-8''${encodeURIComponent('هندسه')}.csv`);
  });

  it('lets nothing break out of the header', () => {
    const header = attachment('a"; x=\r\nSet-Cookie: y=(1)/..\\', 'csv');
    expect(header).not.toMatch(/[\r\n\\]/);
    expect(header.split('"')).toHaveLength(3);
  });
});

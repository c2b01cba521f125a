/** A first character that makes a spreadsheet take a cell for a formula. */
const formulaStart = /^[=+\-@\t\r]/;

/** One cell as RFC 4180 wants it; what a spreadsheet would run as a formula is made plain text. */
export function csvCell(value: string | number): string {
  const text = typeof value === 'number' ? String(value) : value.replace(formulaStart, (first) => `'${first}`);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** A whole file: UTF-8 with the mark that makes spreadsheets read it as such. */
export function csvFile(rows: readonly (readonly (string | number)[])[]): string {
  return `\uFEFF${rows.map((row) => `${row.map(csvCell).join(',')}\r\n`).join('')}`;
}

/** A file to download. */
export function csvResponse(name: string, rows: readonly (readonly (string | number)[])[]): Response {
  return new Response(csvFile(rows), {
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': attachment(name, 'csv'),
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
    },
  });
}

/** A name as every file system takes it; empty titles and such become "kelas". */
export function fileNameOf(name: string): string {
  return name.replaceAll(/[\p{Cc}\p{Cf}\p{Co}\p{Cn}"/\\:*?<>|%]+/gu, ' ').replaceAll(/\s+/g, ' ').trim().slice(0, 80).trim() || 'kelas';
}

/** A Content-Disposition that saves under this name in every browser, whatever the name holds (RFC 6266). */
export function attachment(name: string, extension: string): string {
  const tidy = fileNameOf(name);
  const ascii = tidy.replaceAll(/[^\x20-\x7e]+/g, '').trim() || 'kelas';
  const encoded = encodeURIComponent(tidy).replaceAll(/['()*]/g, (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`);
  return `attachment; filename="${ascii}.${extension}"; filename*=UTF-8''${encoded}.${extension}`;
}

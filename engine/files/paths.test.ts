import { describe, expect, it } from 'vitest';
import { extensionOf, safeName } from './paths.ts';

describe('safeName', () => {
  it.each([
    ['report.pdf', 'report.pdf'],
    ['../../etc/passwd', '__.._etc_passwd'],
    ['..', '_'],
    ['.htaccess', '_htaccess'],
    ['a\\b:c*?.PNG', 'a_b_c__.png'],
    ['nul\u0000byte.txt', 'nul_byte.txt'],
    ['gpj.\u202Eexe.txt', 'gpj._exe.txt'],
    ['تمرین هفتم.pdf', 'تمرین هفتم.pdf'],
    ['', 'file'],
  ])('%j becomes %j', (name, safe) => {
    expect(safeName(name)).toBe(safe);
    expect(safeName(safe)).toBe(safe);
  });

  it('keeps long names within what file systems take, and their extension', () => {
    const safe = safeName(`${'ی'.repeat(300)}.docx`);
    expect(Buffer.byteLength(safe)).toBeLessThanOrEqual(255);
    expect(extensionOf(safe)).toBe('docx');
  });
});

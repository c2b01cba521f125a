import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { errorCategories } from '#lib/errors.ts';
import en from './en.json';
import fa from './fa.json';

/** Every text by its dotted key. */
function texts(tree: object, prefix = ''): Map<string, string> {
  return new Map(Object.entries(tree).flatMap(([key, value]: [string, unknown]): [string, string][] => {
    const path = prefix === '' ? key : `${prefix}.${key}`;
    return typeof value === 'object' && value !== null ? [...texts(value, path)] : [[path, String(value)]];
  }));
}

/** The names of a text's placeholders. */
function placeholders(text: string): string[] {
  return [...new Set([...text.matchAll(/\{(\w+)\s*[,}]/g)].map((match) => match[1] ?? ''))].toSorted();
}

const english = texts(en);
const persian = texts(fa);

describe('messages', () => {
  test('say the same things in both languages', () => {
    expect([...persian.keys()].toSorted()).toEqual([...english.keys()].toSorted());
  });

  test('are all used: each key ends with a name that stands in the code, or is put together there', () => {
    const root = fileURLToPath(new URL('..', import.meta.url));
    const files = globSync(['{app,components,engine,lib,recorder,server,stack}/**/*.{ts,tsx}', 'prisma/schema/*.prisma'], { cwd: root }).filter((file) => !/\.test\.tsx?$/.test(file));
    const code = files.map((file) => readFileSync(join(root, file), 'utf8')).join('\n');
    const names = new Set(code.match(/[A-Za-z]\w*/g));
    // `${kind}Title` makes every key that ends with Title.
    const made = [...code.matchAll(/`(\w*)\$\{[^{}`]*\}(\w*)`/g)].map(([, before = '', after = '']) => ({ before, after })).filter(({ before, after }) => (before + after).length >= 3);
    const isUsed = (name: string) => name.split(/\W/).every((part) => names.has(part)) || made.some(({ before, after }) => name.startsWith(before) && name.endsWith(after));
    expect([...english.keys()].filter((key) => !isUsed(key.split('.').at(-1) ?? ''))).toEqual([]);
  });

  test('are never empty', () => {
    for (const [key, text] of [...english, ...persian]) expect(text.trim(), key).not.toBe('');
  });

  test('use the same placeholders', () => {
    for (const [key, text] of english) {
      const plain = text.replaceAll(/(one|other|few|=\d+) \{[^{}]*\}/g, '');
      const translated = (persian.get(key) ?? '').replaceAll(/(one|other|few|=\d+) \{[^{}]*\}/g, '');
      expect(placeholders(translated), key).toEqual(placeholders(plain));
    }
  });

  test('have a text for every error', () => {
    for (const code of Object.keys(errorCategories)) expect(Object.keys(en.errors), code).toContain(code);
  });

  test('write Persian with Persian letters and digits', () => {
    for (const [key, text] of persian) expect(text, key).not.toMatch(/[\u0643\u064a\u0660-\u0669]/);
  });
});

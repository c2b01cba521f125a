import { globSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

const root = new URL('..', import.meta.url).pathname;
const views = globSync('{app,components}/**/*.tsx', { cwd: root });

function find(pattern: RegExp, except: (file: string) => boolean = () => false): string[] {
  return views.filter((file) => !except(file)).flatMap((file) =>
    readFileSync(`${root}/${file}`, 'utf8').split('\n').flatMap((line, index) => (pattern.test(line) ? [`${file}:${index + 1}: ${line.trim()}`] : [])));
}

describe('views', () => {
  test('are found', () => {
    expect(views.length).toBeGreaterThan(20);
  });

  test('use logical CSS, so that right-to-left pages mirror by themselves', () => {
    expect(find(/(?<=["'`\s:!-])(?:m[lr]|p[lr]|left|right|border-[lr]|rounded-(?:[lr]|[tb][lr])|scroll-[mp][lr])-(?:\[|\d|px|auto|full|sm|md|lg)|\btext-(?:left|right)\b|\bfloat-(?:left|right)\b/)).toEqual([]);
  });

  test('use colours and sizes of app/globals.css only', () => {
    expect(find(/#[0-9a-f]{3,8}["'\]\s]|\btext-(?:2xl|3xl|4xl|5xl|md)\b|-(?:gray|slate|zinc|red|blue|green|teal|amber)-\d{2,3}\b/i, (file) => file === 'app/layout.tsx')).toEqual([]);
  });

  test('take their words from messages/', () => {
    expect(find(/(?<!=)>\s*[A-Za-z\u0600-\u06ff][A-Za-z\u0600-\u06ff]+[^<>{}=;|&()]*<\//)).toEqual([]);
    expect(find(/\b(?:aria-label|placeholder|title|alt|label)="[A-Za-z\u0600-\u06ff]/)).toEqual([]);
  });
});

import { describe, expect, it } from 'vitest';
import { shortcutFor } from './shortcuts.ts';

const press = (change: Partial<Parameters<typeof shortcutFor>[0]>) => shortcutFor({ key: '', code: '', ctrlKey: false, metaKey: false, altKey: false, isTyping: false, ...change });

describe('shortcutFor', () => {
  it('knows keys by their place, so a Persian layout works too', () => {
    expect(press({ key: 'm', code: 'KeyM' })).toBe('microphone');
    expect(press({ key: 'پ', code: 'KeyM' })).toBe('microphone');
    expect(press({ key: '؟', code: 'Slash' })).toBe('help');
  });

  it('leaves the browser’s own shortcuts and typing alone', () => {
    expect(press({ code: 'KeyP', ctrlKey: true })).toBeNull();
    expect(press({ code: 'KeyC', metaKey: true })).toBeNull();
    expect(press({ code: 'KeyH', altKey: true })).toBeNull();
    expect(press({ code: 'KeyM', isTyping: true })).toBeNull();
  });

  it('ignores other keys', () => {
    expect(press({ key: 'q', code: 'KeyQ' })).toBeNull();
    expect(press({ key: 'Enter', code: 'Enter' })).toBeNull();
  });
});

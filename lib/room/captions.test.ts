import { describe, expect, it } from 'vitest';
import { captionShownFor, freshCaptions, parseCaption, withCaption, type HeardCaption } from './captions.ts';

const result = { fromUserId: 'ann', fromUserName: 'Ann', lang: 'en-US', text: 'Good morning', isPartial: false, translations: { 'fa-IR': 'صبح بخیر', de: 'Guten Morgen' } };
const heard = (over: Partial<HeardCaption>): HeardCaption => ({ speakerId: 'ann', speakerName: 'Ann', text: 'Good', language: 'en', isPartial: false, at: 0, ...over });

describe('reading a caption', () => {
  it('shows what was said, or its translation into the reader’s language', () => {
    expect(parseCaption(JSON.stringify(result), 'en')).toEqual({ speakerId: 'ann', speakerName: 'Ann', text: 'Good morning', language: 'en-US', isPartial: false });
    expect(parseCaption(JSON.stringify(result), 'fa')).toMatchObject({ text: 'صبح بخیر', language: 'fa-IR' });
    expect(parseCaption(JSON.stringify({ ...result, translations: {} }), 'fa')).toMatchObject({ text: 'Good morning', language: 'en-US' });
  });

  it.each(['', '[]', 'null', '{}', '{"fromUserId":"ann","text":"  "}', '{"text":"nobody says it"}', '{"fromUserId":7,"text":["x"]}'])('shows nothing of %s', (json) => {
    expect(parseCaption(json, 'en')).toBeUndefined();
  });

  it('keeps names honest and the end of what is too long', () => {
    const caption = parseCaption(JSON.stringify({ ...result, fromUserName: 'A\u202Enn', text: `${'x'.repeat(600)}end` }), 'en');
    expect(caption?.speakerName).toBe('Ann');
    expect(caption?.text).toHaveLength(500);
    expect(caption?.text.endsWith('end')).toBe(true);
  });
});

describe('what is shown', () => {
  it('lets a sentence grow in its place, and keeps the one before', () => {
    const one = withCaption([], heard({ text: 'One.' }));
    const begun = withCaption(one, heard({ text: 'Two', isPartial: true }));
    expect(withCaption(begun, heard({ text: 'Two and' })).map(({ text }) => text)).toEqual(['One.', 'Two and']);
  });

  it('does not mix two people, nor show more than two lines', () => {
    const ann = withCaption([], heard({ text: 'Ann', isPartial: true }));
    const both = withCaption(ann, heard({ speakerId: 'bob', text: 'Bob', isPartial: true }));
    expect(both.map(({ text }) => text)).toEqual(['Ann', 'Bob']);
    expect(withCaption(both, heard({ speakerId: 'cy', text: 'Cy' })).map(({ text }) => text)).toEqual(['Bob', 'Cy']);
  });

  it('goes after a while', () => {
    const captions = [heard({ at: 0 }), heard({ at: 5000 })];
    expect(freshCaptions(captions, captionShownFor - 1)).toBe(captions);
    expect(freshCaptions(captions, captionShownFor)).toEqual([heard({ at: 5000 })]);
    expect(freshCaptions(captions, captionShownFor + 5000)).toEqual([]);
  });
});

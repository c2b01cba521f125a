import { describe, expect, it } from 'vitest';
import { isRecordingPath } from './paths.ts';

describe('isRecordingPath', () => {
  it('takes what recorders name', () => {
    expect(isRecordingPath('node_01/52548e1b-dd5c-4766-a120-c815bc14fad2/52548e1b-dd5c-4766-a120-c815bc14fad2-1795220000001.mp4')).toBe(true);
  });

  it.each(['', '/etc/passwd', '../x.mp4', 'a/../b.mp4', 'a//b.mp4', '.deleted/x.mp4', 'a/.b', 'a\\b', 'a/\u0000', 'a/b\n'])('refuses %j', (path) => {
    expect(isRecordingPath(path)).toBe(false);
  });
});

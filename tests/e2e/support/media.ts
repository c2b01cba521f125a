import { expect } from '@playwright/test';
import type { Locator, Page } from '@playwright/test';
import type { Rgb } from './fake-camera.ts';

declare global {
  interface Window {
    kelasConnections?: RTCPeerConnection[];
  }
}

/** Notes every peer connection of the page, so that `audioEnergy` can ask them what they received. */
export function watchConnections(): void {
  const connections: RTCPeerConnection[] = [];
  window.kelasConnections = connections;
  window.RTCPeerConnection = class extends RTCPeerConnection {
    constructor(configuration?: RTCConfiguration) {
      super(configuration);
      connections.push(this);
    }
  };
}

interface Sample {
  frames: number;
  width: number;
  picture: string;
  corner: Rgb;
}

async function sample(video: Locator): Promise<Sample> {
  return await video.evaluate((element) => {
    if (!(element instanceof HTMLVideoElement)) throw new Error('This is not a video.');
    const canvas = document.createElement('canvas');
    canvas.width = 64;
    canvas.height = 36;
    const context = canvas.getContext('2d', { willReadFrequently: true });
    if (!context) throw new Error('This page cannot draw.');
    context.drawImage(element, 0, 0, 64, 36);
    const pixels = context.getImageData(0, 0, 64, 36).data;
    // Between the head and the edge, in the upper third: wall for every crop and mirroring of the picture.
    const at = (6 * 64 + 12) * 4;
    let picture = '';
    for (let index = 0; index < pixels.length; index += 4) picture += String.fromCodePoint(32 + ((pixels[index + 1] ?? 0) >> 2));
    return {
      frames: element.getVideoPlaybackQuality().totalVideoFrames,
      width: element.videoWidth,
      picture,
      corner: { red: pixels[at] ?? 0, green: pixels[at + 1] ?? 0, blue: pixels[at + 2] ?? 0 },
    };
  });
}

function distance(left: Rgb, right: Rgb): number {
  return Math.hypot(left.red - right.red, left.green - right.green, left.blue - right.blue);
}

/** Passes when the video decodes new frames and its pixels change: a moving picture, not a frozen one. */
export async function expectMovingPicture(video: Locator, options: { wall?: Rgb } = {}): Promise<void> {
  await expect(video).toBeVisible();
  let first: Sample | undefined;
  await expect(async () => {
    const now = await sample(video);
    expect(now.width, 'the video has a picture').toBeGreaterThan(0);
    if (options.wall) expect(distance(now.corner, options.wall), 'it is the picture of this person').toBeLessThan(60);
    first ??= now;
    expect(now.frames, 'new frames were decoded').toBeGreaterThan(first.frames);
    expect(now.picture === first.picture, 'the pixels are still the same').toBe(false);
  }).toPass({ timeout: 20_000, intervals: [100, 200, 400] });
}

interface Received {
  /** Sum over the streams that are received. */
  energy: number;
  /** How many streams have sound in them. */
  audible: number;
}

async function received(page: Page): Promise<Received> {
  return await page.evaluate(async () => {
    const energies: number[] = [];
    for (const connection of window.kelasConnections ?? []) {
      if (connection.connectionState === 'closed') continue;
      for (const report of (await connection.getStats()).values()) {
        if (report.type === 'inbound-rtp' && report.kind === 'audio') energies.push(report.totalAudioEnergy ?? 0);
      }
    }
    return { energy: energies.reduce((sum, energy) => sum + energy, 0), audible: energies.filter((energy) => energy > 0).length };
  });
}

/** Passes when sound keeps arriving from at least this many others. */
export async function expectSound(page: Page, others: number): Promise<void> {
  const before = await received(page);
  await expect(async () => {
    const now = await received(page);
    expect(now.audible, 'streams with sound').toBeGreaterThanOrEqual(others);
    expect(now.energy, 'energy of the sound received').toBeGreaterThan(before.energy);
  }).toPass({ timeout: 20_000 });
}

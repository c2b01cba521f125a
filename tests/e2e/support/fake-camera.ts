import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

/** A colour as video has it: luma and the two colour differences, 0–255. */
export interface Tone {
  readonly luma: number;
  readonly blue: number;
  readonly red: number;
}

/** A colour as a canvas has it. */
export interface Rgb {
  readonly red: number;
  readonly green: number;
  readonly blue: number;
}

const width = 640;
const height = 360;
// A handful of frames a second shows that a picture moves, and leaves the processor to the rest.
const framesPerSecond = 8;
const frames = 24;

/** BT.601, the matrix of standard definition video. */
export function toneOf({ red, green, blue }: Rgb): Tone {
  return {
    luma: Math.round(16 + 0.257 * red + 0.504 * green + 0.098 * blue),
    blue: Math.round(128 - 0.148 * red - 0.291 * green + 0.439 * blue),
    red: Math.round(128 + 0.439 * red - 0.368 * green - 0.071 * blue),
  };
}

const skin = toneOf({ red: 224, green: 178, blue: 148 });
const hair = toneOf({ red: 52, green: 40, blue: 36 });
const lips = toneOf({ red: 168, green: 84, blue: 82 });
const shirt = toneOf({ red: 245, green: 246, blue: 247 });

function inEllipse(x: number, y: number, centreX: number, centreY: number, radiusX: number, radiusY: number): boolean {
  return ((x - centreX) / radiusX) ** 2 + ((y - centreY) / radiusY) ** 2 <= 1;
}

/** What is at a point: somebody in front of a wall, swaying a little. The upper corners are always wall. */
function toneAt(x: number, y: number, sway: number, wall: Tone): Tone {
  const centre = width / 2 + sway;
  if (inEllipse(x, y, centre, 172, 56, 70)) return faceAt(x - centre, y);
  if (inEllipse(x, y, centre, 150, 72, 78) && y < 196) return hair;
  if (Math.abs(x - centre) < 24 && y > 200 && y < 270) return { ...skin, luma: skin.luma - 22 };
  if (inEllipse(x, y, centre - sway / 2, 392, 168, 142)) return shirt;
  return { ...wall, luma: Math.max(16, wall.luma - Math.round((y / height) * 26)) };
}

function faceAt(x: number, y: number): Tone {
  if (y < 134 - x * 0.16) return hair;
  if (inEllipse(Math.abs(x), y, 21, 172, 5, 6)) return hair;
  const smiles = inEllipse(x, y, 0, 200, 20, 14) && !inEllipse(x, y, 0, 195, 22, 13);
  return smiles ? lips : skin;
}

function frame(index: number, wall: Tone): Buffer {
  const sway = Math.round(26 * Math.sin((2 * Math.PI * index) / frames));
  const luma = Buffer.alloc(width * height);
  const blue = Buffer.alloc((width * height) / 4);
  const red = Buffer.alloc((width * height) / 4);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const tone = toneAt(x, y, sway, wall);
      luma[y * width + x] = tone.luma;
      if (y % 2 === 0 && x % 2 === 0) {
        const at = (y / 2) * (width / 2) + x / 2;
        blue[at] = tone.blue;
        red[at] = tone.red;
      }
    }
  }
  return Buffer.concat([Buffer.from('FRAME\n'), luma, blue, red]);
}

/** Writes a short looping picture of somebody in front of a wall of this colour, as Chromium's fake camera plays it. */
export async function writeFakeCamera(folder: string, name: string, wall: Rgb): Promise<string> {
  const path = join(folder, `${name}.y4m`);
  const tone = toneOf(wall);
  function* parts(): Generator<Buffer> {
    yield Buffer.from(`YUV4MPEG2 W${width} H${height} F${framesPerSecond}:1 Ip A1:1 C420\n`);
    for (let index = 0; index < frames; index += 1) yield frame(index, tone);
  }
  await pipeline(Readable.from(parts()), createWriteStream(path));
  return path;
}

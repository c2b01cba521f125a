import { readFile, writeFile } from 'node:fs/promises';
import { workerData } from 'node:worker_threads';
import { PDFDocument } from 'pdf-lib';
import { z } from 'zod';

const pointsPerDot = 0.75;

const jobSchema = z.object({
  /** The pictures of each page, from top to bottom. */
  pages: z.array(z.array(z.string())),
  target: z.string(),
});

/** Puts pictures together to a PDF: in a thread of its own, because reading large PNG files takes long. */
const { pages, target } = jobSchema.parse(workerData);
const pdf = await PDFDocument.create();
for (const slices of pages) {
  const images = [];
  for (const slice of slices) images.push(await pdf.embedPng(await readFile(slice)));
  const sizes = images.map((image) => image.scale(pointsPerDot));
  const width = Math.max(...sizes.map((size) => size.width));
  let top = sizes.reduce((sum, size) => sum + size.height, 0);
  const page = pdf.addPage([width, top]);
  for (const image of images) {
    const size = image.scale(pointsPerDot);
    top -= size.height;
    page.drawImage(image, { x: 0, y: top, ...size });
  }
}
await writeFile(target, await pdf.save());

import { once } from 'node:events';
import { createServer } from 'node:http';
import { z } from 'zod';

/** The tone in hertz that stands for what is said in the room. */
export const tone = 880;

const page = `<!doctype html><body><div id="main-area" style="width:9px;height:9px"></div><canvas id="c" width="640" height="360"></canvas><script>
const pen = c.getContext('2d'); let x = 0;
setInterval(() => { pen.fillStyle = '#123'; pen.fillRect(0, 0, 640, 360); pen.fillStyle = '#fff'; pen.fillRect((x += 9) % 640, 40, 80, 280); }, 40);
const audio = new AudioContext(); const tone = new OscillatorNode(audio, { frequency: ${tone} });
tone.connect(new GainNode(audio, { gain: 0.4 })).connect(audio.destination); tone.start();
</script>`;

/** Serves what a recorder finds in place of the portal: something that moves, and a tone. */
export async function serveFilmedPage(): Promise<{ url: string; close: () => void }> {
  const server = createServer((_request, response) => void response.setHeader('content-type', 'text/html').end(page)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = z.object({ port: z.number() }).parse(server.address());
  return { url: `http://127.0.0.1:${port}`, close: () => void server.close() };
}

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { RecorderContext } from './context.ts';
import { captureDefaults } from './page-capture.ts';
import { SinkFailure } from './sink.ts';
import type { Sink } from './sink.ts';

const endMilliseconds = 15_000;
const keyFrameSeconds = 2;

function streamArguments(address: string, { size }: RecorderContext['env']): string[] {
  const fps = String(captureDefaults.framesPerSecond);
  const kilobits = Math.round((size.width * size.height * captureDefaults.framesPerSecond * 0.1) / 1000);
  return [
    '-hide_banner', '-loglevel', 'error', '-fflags', 'nobuffer', '-f', 'webm', '-i', 'pipe:0',
    '-vf', `fps=${fps},format=yuv420p`, '-c:v', 'libx264', '-preset', 'veryfast', '-tune', 'zerolatency', '-g', String(captureDefaults.framesPerSecond * keyFrameSeconds),
    '-b:v', `${kilobits}k`, '-maxrate', `${kilobits}k`, '-bufsize', `${kilobits * 2}k`,
    '-af', 'aresample=async=1000', '-c:a', 'aac', '-b:a', '128k', '-ar', '44100', '-ac', '2',
    '-f', 'flv', '-flvflags', 'no_duration_filesize', address,
  ];
}

/** Sends a film on as it comes, as H.264 and AAC to an RTMP address; `write` throws once the far end is gone. */
export function openStreamSink({ env, log }: RecorderContext, address: string): Sink {
  const ffmpeg = spawn(env.FFMPEG_PATH, streamArguments(address, env), { stdio: ['pipe', 'ignore', 'pipe'] });
  let said = '';
  ffmpeg.stderr.on('data', (text: Buffer) => {
    said = (said + text.toString()).slice(-2000);
  });
  let isGone = false;
  const gone = new Promise<void>((resolve) => {
    const leave = (): void => {
      isGone = true;
      resolve();
    };
    ffmpeg.on('exit', leave);
    ffmpeg.on('error', leave);
  });
  // What was written to a process that has gone is told by `write`.
  ffmpeg.stdin.on('error', () => undefined);
  return {
    write: async (chunk) => {
      if (isGone) {
        // What ffmpeg says may hold the address, and with it the key of the stream.
        log.warn({ said: said.replaceAll(address, 'the address') }, 'a stream broke off');
        throw new SinkFailure('the stream broke off', { canBeCarriedOn: true });
      }
      if (!ffmpeg.stdin.write(chunk)) await Promise.race([once(ffmpeg.stdin, 'drain'), gone]);
    },
    mark: async () => await Promise.resolve(),
    close: async () => {
      ffmpeg.stdin.end();
      const patience = setTimeout(() => ffmpeg.kill('SIGKILL'), endMilliseconds);
      await gone;
      clearTimeout(patience);
    },
  };
}

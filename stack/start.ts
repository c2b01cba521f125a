import { describeFailure, StackFailure } from './failure.ts';
import { openHome } from './home.ts';
import { forgetProcess, recordedPid, recordProcess, stopLeftovers } from './process-record.ts';
import { ensureHelper, ffmpegProgram } from './parts/chromium.ts';
import { startStack } from './run.ts';
import type { RunningStack } from './run.ts';
import { loadEnvFile, readSettings } from './settings.ts';

function say(message: string): void {
  console.log(message);
}

async function waitForStopSignal(): Promise<void> {
  await new Promise<void>((settle) => {
    process.on('SIGINT', () => settle());
    process.on('SIGTERM', () => settle());
    process.on('SIGHUP', () => settle());
  });
}

function describeStack({ addresses, parts }: RunningStack, home: string): string {
  const running = [...parts.values()].map((part) => `${part.name} (${part.pid ?? '-'})`).join(', ');
  return `\nKelas is ready: ${addresses.portalUrl}\n\n  Running: ${running}\n  Plugnmeet API: ${addresses.plugnmeetPublicUrl}\n  Data and logs: ${home}\n`;
}

/** `npm start`: brings everything up, says where it is, and stops it all on Ctrl-C. */
async function main(args: readonly string[]): Promise<void> {
  loadEnvFile();
  const settings = readSettings(process.env);
  const home = await openHome();
  const other = await recordedPid(home, 'launcher');
  if (other !== undefined) throw new StackFailure(`Kelas is already running here (process ${other}, ${home.path}). Set KELAS_HOME to run a second one.`);
  await recordProcess(home, 'launcher', process.pid);
  const stopAsked = waitForStopSignal();
  await stopLeftovers(home, 'launcher');
  const isDemo = args.includes('--demo');
  // The demo school has recordings: what is made of them, and making more, needs ffmpeg. Without it they can be watched all the same.
  if (isDemo) await ensureHelper(ffmpegProgram, say).catch(() => undefined);
  try {
    const stack = await startStack({ home, settings, tell: say });
    try {
      if (isDemo) say(await stack.runScript('prisma/seed/demo.ts'));
      const link = await stack.firstAdminLink();
      say(describeStack(stack, home.path));
      if (link) say(`  There is no admin yet. Open this link once to become the first:\n  ${link}\n`);
      say('Ctrl-C stops it.');
      await stopAsked;
      say('\nStopping.');
    } finally {
      await stack.stop();
    }
  } finally {
    await forgetProcess(home, 'launcher');
  }
}

try {
  await main(process.argv.slice(2));
  process.exit(0);
} catch (error) {
  console.error(`\n${await describeFailure(error)}`);
  process.exit(1);
}

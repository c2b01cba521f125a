import { connect } from 'node:net';
import { findExecutable, goInstall } from '#stack/executables.ts';
import { openHome } from '#stack/home.ts';
import { PortChooser } from '#stack/ports.ts';
import { SupervisedProcess } from '#stack/supervisor.ts';

const name = 'gofakes3';
const goPackage = 'github.com/johannesboyne/gofakes3/cmd/gofakes3@v1.2.0';

export interface S3Server {
  /** An address for STORAGE_URL, with a folder of its own in the bucket. */
  readonly url: string;
  stop(): Promise<void>;
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.destroy();
      resolve(true);
    });
    socket.on('error', () => resolve(false));
  });
}

/** Starts a server that speaks S3, built once into the checkout's .kelas; undefined where there is no Go to build it with. */
export async function startS3Server(testHome: string): Promise<S3Server | undefined> {
  const checkout = await openHome();
  const command = (await findExecutable(checkout, name)) ?? (await goInstall(checkout, name, goPackage, name));
  if (!command) return undefined;
  const { port } = await new PortChooser().choose('tests', 21_900);
  const server = new SupervisedProcess(await openHome(testHome), {
    name,
    command,
    args: ['-backend', 'memory', '-host', `127.0.0.1:${port}`, '-initialbucket', 'lessons'],
    isHealthy: () => answers(port),
  });
  await server.start();
  return { url: `s3://lessons/school/kelas?endpoint=http://127.0.0.1:${port}`, stop: () => server.stop() };
}

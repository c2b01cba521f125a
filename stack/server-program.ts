import { findExecutable, findExecutables, goInstall, isAtLeast, programVersion } from './executables.ts';
import { StackFailure } from './failure.ts';
import type { Home } from './home.ts';

/** A server program the launcher can find, build or run in a container. */
export interface ServerProgram {
  readonly title: string;
  readonly name: string;
  readonly versionFlag: string;
  readonly oldestVersion: string;
  readonly goPackage: string;
  readonly goBinary: string;
  readonly dockerImage: string;
  /** The environment variables with which a running one can be named instead. */
  readonly settings: string;
}

export interface FoundProgram {
  readonly path: string;
  readonly version: string;
}

/** How to run a server program: directly, or as a container with the host's network. */
export interface ProgramCommand {
  readonly command: string;
  readonly leadingArgs: readonly string[];
  readonly origin: string;
}

/** All copies on this machine, new enough or not. */
export async function findPrograms(home: Home, program: ServerProgram): Promise<FoundProgram[]> {
  const found: FoundProgram[] = [];
  for (const path of await findExecutables(home, program.name)) {
    const version = await programVersion(path, program.versionFlag);
    if (version) found.push({ path, version });
  }
  return found;
}

/** Uses what is installed and new enough, else builds it with Go, else runs it with Docker. */
export async function resolveProgram(home: Home, program: ServerProgram, tell: (message: string) => void): Promise<ProgramCommand> {
  const usable = (await findPrograms(home, program)).find(({ version }) => isAtLeast(version, program.oldestVersion));
  if (usable) return { command: usable.path, leadingArgs: [], origin: `${usable.path} ${usable.version}` };
  tell(`Building ${program.title} with Go, which takes some minutes the first time.`);
  const built = await goInstall(home, program.name, program.goPackage, program.goBinary);
  if (built) return { command: built, leadingArgs: [], origin: built };
  const docker = await findExecutable(home, 'docker');
  if (docker) {
    return {
      command: docker,
      leadingArgs: ['run', '--rm', '--init', '--network', 'host', '--volume', `${home.path}:${home.path}`, program.dockerImage],
      origin: `Docker image ${program.dockerImage}`,
    };
  }
  throw new StackFailure(
    `${program.title} ${program.oldestVersion} or newer is needed. Install Go (https://go.dev/dl) or Docker and start again, put ${program.name} on PATH, or set ${program.settings}.`,
  );
}

import { NotPossible, output, run } from './command.ts';

export interface Engine {
  readonly version: string;
  readonly compose: string;
}

interface Info {
  readonly OSType: string;
  readonly OperatingSystem: string;
  readonly ServerVersion: string;
  readonly SecurityOptions: readonly string[] | null;
}

/** The Docker Engine that `docker` on PATH talks to. Only one that runs on this very machine can be observed. */
export async function engineAtHand(): Promise<Engine> {
  const asked = await run('docker', ['info', '--format', '{{json .}}'], { seconds: 20 });
  const info = asked.ok ? (JSON.parse(asked.stdout) as Info) : null;
  if (info === null || !info.ServerVersion)
    throw new NotPossible(
      `No Docker Engine is at hand: ${lastLine(asked.stderr) || 'docker info says nothing of a server.'}`,
    );
  if (info.OSType !== 'linux' || info.OperatingSystem.includes('Docker Desktop') || isRootless(info))
    throw new NotPossible(
      'Recording needs a rootful Docker Engine on this Linux machine: Docker Desktop and rootless engines keep their host addresses elsewhere.',
    );
  const host = await output('docker', ['context', 'inspect', '--format', '{{.Endpoints.docker.Host}}']);
  if (!(process.env['DOCKER_HOST'] ?? host).startsWith('unix:'))
    throw new NotPossible('Recording needs an engine on this machine, and `docker` talks to another one.');
  const compose = await run('docker', ['compose', 'version', '--short']);
  if (!compose.ok) throw new NotPossible('Recording needs the Compose plugin, and `docker compose` does not work.');
  return { version: info.ServerVersion, compose: compose.stdout.trim() };
}

function isRootless({ SecurityOptions }: Info): boolean {
  return (SecurityOptions ?? []).some((option) => option.includes('rootless'));
}

export function lastLine(text: string): string {
  return text.trim().split('\n').at(-1) ?? '';
}

import type { Build, BuildStage, Service } from '../../project.ts';

/**
 * What the image of a service is built from, through what other services of the project build: by a context that names one, or by the name that
 * one gives its image. `own`: what a build itself says.
 */
export function stagesOf(
  services: ReadonlyMap<string, Service>,
  own: (build: Build) => BuildStage | null,
): (service: Service) => BuildStage | null {
  const builders = new Map<string, Service>();
  for (const service of services.values()) {
    const { build, image } = service;
    if (build !== null && image !== null && !builders.has(image.value)) builders.set(image.value, service);
  }

  function stage(service: Service, followed: number): BuildStage | null {
    const { build, image } = service;
    if (followed > MOST_FOLLOWED) return null;
    if (build === null) {
      const builder = image === null ? undefined : builders.get(image.value);
      return builder === undefined ? null : stage(builder, followed + 1);
    }
    const built = own(build);
    const from = built?.from ?? null;
    if (built === null || from === null) return built;
    const context = build.contexts.get(from.image)?.value ?? '';
    const [, name] = /^service:(.+)$/.exec(context) ?? [];
    const [, other] = /^docker-image:\/\/(.+)$/.exec(context) ?? [];
    if (other !== undefined) return { ...built, from: { ...from, image: other } };
    const below = name === undefined ? builders.get(from.image) : services.get(name);
    const base = below === undefined || below === service ? null : stage(below, followed + 1);
    return base === null ? built : onTop(base, built);
  }

  return (service) => stage(service, 0);
}

/** Builds that stand on each other. */
const MOST_FOLLOWED = 8;

function onTop(base: BuildStage, built: BuildStage): BuildStage {
  const { entrypoint, command } = built.entrypoint.length > 0 ? built : base;
  return {
    from: base.from,
    exposes: [...base.exposes, ...built.exposes],
    environment: [...base.environment, ...built.environment],
    folders: [...base.folders, ...built.folders],
    entrypoint,
    command: built.command.length > 0 ? built.command : command,
    takesBuild: base.takesBuild || built.takesBuild,
  };
}

import type { Project, Service } from '../../compose/project.ts';
import type { Located } from '../../compose/source.ts';

/** Whether no env file is missing that may lock a service, unless a sample says what belongs there. */
export function areSettingsKnown({ name }: Service, project: Project | null): boolean {
  const beside = project?.beside.get(name);
  return beside === undefined || beside.missing.length === 0 || beside.samples.length > 0;
}

/** The settings of a service in the form that patterns of the catalogue are tried on. */
export function settingsText(service: Service, project: Project | null): string {
  const isFromVariable = (at: Located<unknown>['at']): boolean => project?.written.at(at).isFromVariable === true;
  const variables = [...service.environment].map(([key, { value, at }]) =>
    // What a variable is to fill has a value, though it is not known here.
    value === null || (value === '' && isFromVariable(at)) ? `${key}=?` : `${key}=${value}`,
  );
  const words = [...service.entrypoint, ...service.command].map(({ value, at }) =>
    value.endsWith('=') && isFromVariable(at) ? `${value}?` : value,
  );
  const targets = [
    ...service.mounts.map(({ target }) => target),
    ...[...service.configs, ...service.secrets].map(({ target, source }) => target ?? source),
  ];
  const beside = project?.beside.get(service.name);
  const samples = (beside?.samples ?? []).map(({ key, value }) => `${key}=${value === '' ? '?' : value}`);
  const texts = (beside?.texts ?? []).map(({ text }) => text);
  const contents = service.configs.map(({ source }) => project?.configs.get(source)?.content?.value ?? '');
  const image = service.image === null ? '' : `# ${service.image.value}`;
  return [
    image,
    ...variables,
    `$ ${words.join(' ')} `,
    ...samples,
    ...targets.map((target) => `@ ${target}`),
    ...contents,
    ...texts,
  ]
    .join('\n')
    .slice(0, LONGEST);
}

const LONGEST = 50_000;

import { isCredentialName, isCredentialValue } from '../../catalogue/credentials.ts';
import type { Project, Service } from '../../compose/project.ts';
import type { Evidence, Located, SourceLocation } from '../../compose/source.ts';
import { projectOf } from '../../topology/services.ts';
import type { Topology, TopologyService } from '../../topology/topology.ts';
import { openedBy, type Unlocked, unlockedIn } from './unlocked.ts';
import { secretsOf } from './written-credentials.ts';

/** Whom a store asks for a password, as far as its image and the files say. */
export type Login =
  /** Nobody. */
  | { readonly kind: 'none'; readonly open: Unlocked }
  /** Everybody, and the repository says what to answer; `isDefault`: where no variable says otherwise. */
  | { readonly kind: 'known'; readonly key: string; readonly at: SourceLocation; readonly isDefault: boolean }
  /** Everybody, and the password stands elsewhere. */
  | { readonly kind: 'set' }
  | { readonly kind: 'unknown' };

export function loginOf(topology: Topology, store: TopologyService): Login {
  const open = unlockedIn(topology, store);
  if (open !== null) return { kind: 'none', open };
  const project = projectOf(topology, store.project);
  return knownTo(topology, store, project) ?? { kind: isSet(store.service) ? 'set' : 'unknown' };
}

/** The lines that say so. */
export function loginLines(name: string, login: Login): readonly Evidence[] {
  if (login.kind === 'none') return openedBy(name, login.open);
  return login.kind === 'known' ? [{ at: login.at, note: `${login.key} of ${name} holds its password` }] : [];
}

function knownTo(topology: Topology, store: TopologyService, project: Project | null): Login | null {
  const written = secretsOf(store, topology).find(
    ({ in: place, key }) => place === 'text' || (place === 'environment' && isLogin(key)),
  );
  if (written !== undefined) {
    const { key, at } = written;
    return { kind: 'known', key, at, isDefault: project?.written.at(at).template?.includes('${') === true };
  }
  const found = [...store.service.environment].flatMap(([key, setting]) => {
    const at = isLogin(key) && project !== null ? committedAt(project, setting) : null;
    return at === null ? [] : [{ key, at }];
  })[0];
  const told = found ?? pointed(store.service, project) ?? configured(store.service, project);
  return told === null ? null : { kind: 'known', ...told, isDefault: false };
}

/** Where an env file of the repository has the value of a setting. */
function committedAt({ envFiles, written }: Project, { value, at }: Located<string | null>): SourceLocation | null {
  if (value === null || !isCredentialValue(value)) return null;
  const committed = envFiles.filter(({ isIgnored }) => !isIgnored);
  if (committed.some(({ file }) => file === at.file)) return at;
  const names = [...(written.at(at).template ?? '').matchAll(/\$\{?([A-Za-z_]\w*)/g)].map(([, name = '']) => name);
  const settings = committed.flatMap((file) => names.flatMap((name) => file.settings.get(name) ?? []));
  return settings.find((setting) => setting.value === value)?.at ?? null;
}

/** A committed file that a setting names. */
function pointed(
  { name }: Service,
  project: Project | null,
): { readonly key: string; readonly at: SourceLocation } | null {
  const files = [...(project?.beside.get(name)?.pointed ?? [])];
  const [key, at] = files.find(([setting]) => isLogin(setting.replace(/_FILE$/, ''))) ?? [];
  return key === undefined || at === undefined ? null : { key, at };
}

/** `requirepass` of a file that it is given. */
function configured(
  { name }: Service,
  project: Project | null,
): { readonly key: string; readonly at: SourceLocation } | null {
  for (const { file, text } of project?.beside.get(name)?.texts ?? []) {
    const line = text.split('\n').findIndex((one) => /^\s*requirepass\s+["']?[^\s"'$]/.test(one));
    if (line >= 0) return { key: 'requirepass', at: { file, line: line + 1, column: 1 } };
  }
  return null;
}

/** Whether a password is asked for whose value is not known. */
function isSet({ environment, entrypoint, command }: Service): boolean {
  return (
    [...environment].some(([key, { value }]) => isLogin(key.replace(/_FILE$/, '')) && value !== '') ||
    [...entrypoint, ...command].some(({ value }) => value.includes('--requirepass'))
  );
}

/** Whether a setting of a store holds what its clients log in with, and not the key to a file, say. */
function isLogin(key: string): boolean {
  return (
    isCredentialName(key) && /PASS|PWD|PW$|AUTH|TOKEN|API_?KEY|MASTER_?KEY|SECRET_?KEY/i.test(key) && !OTHER.test(key)
  );
}

const OTHER = /SSL|TLS|KEYSTORE|TRUSTSTORE|COOKIE|ENCRYPT|SMTP|BACKUP|AWS_/i;

import { projectNameFrom } from '../project-name.ts';
import type { AsWritten } from '../yaml/as-written.ts';
import type { HeldText } from '../variables/interpolate.ts';

/** Notes what variables made of a value, and that it is a name where it is one. */
export function addHeld(
  { at, path, text, values }: HeldText,
  environment: ReadonlyMap<string, string>,
  written: AsWritten,
): void {
  written.add(at, { held: { text, values } });
  const { template } = written.at(at);
  if (template === null || !NAMED.test(path.join('.'))) return;
  const project = environment.get(PROJECT);
  if (template.includes(PROJECT) && values.every((value) => value === project)) return;
  const name = path.length === 1 ? projectNameFrom(text) : text;
  written.names.set(name, template);
  const lead = LEAD.exec(template)?.[0] ?? '';
  if (lead !== '' && name.startsWith(lead)) written.names.set(name.slice(lead.length), template.slice(lead.length));
}

/** Not a variable of a user's: what the project is called. */
const PROJECT = 'COMPOSE_PROJECT_NAME';

/** Attributes whose values are what something is called. */
const NAMED =
  /^(?:name|(?:networks|volumes|configs|secrets)\.[^.]+\.(?:name|external\.name)|services\.[^.]+\.(?:network_mode|container_name|hostname|domainname|pid|ipc|(?:networks|profiles|links|external_links|volumes_from)\.\[\]|networks\.[^.]+\.aliases\.\[\]))$/;

/** What stands before a name: `container:`, or the service that a link leads to. */
const LEAD = /^[\w.-]+:(?=\$)/;

import { containerContract } from '../container-contract';
import { documents } from '../catalog';
import type { Breach } from '../catalog';
import type { SettingPath } from '../explain';
import { programsOf } from '../place-containers';
import type { Resolved } from '../resolve';
import { permittedCapabilities } from '../security';
import { nameOf, placeOf } from './place-of';

/** A namespace refuses pods that its Pod Security Standard does not permit: nothing would start, and only events would say why. */
export function* checkPodSecurity(resolved: Resolved): Iterable<Breach> {
  const { settings, where, environment } = resolved;
  const standard = where.podSecurity;
  if (standard === 'privileged' || where.unadopted?.includes('pod-security') === true) return;
  const all = [
    ...demands(settings.security, standard).map((one) => ({ ...one, container: '' })),
    ...programsOf(resolved).flatMap(({ key, name, wants }) =>
      demands(wants.security ?? {}, standard).map(({ path, says }) => ({
        path: [key, name, ...path],
        says,
        container: `the container "${name}" of `,
      })),
    ),
  ];
  for (const { path, says, container } of all) {
    yield {
      ...placeOf(resolved, path),
      message: `${container}${nameOf(resolved, path)} ${says}, which the Pod Security Standard "${standard}" of "${environment}" does not permit`,
      hint: `leave it out, or set podSecurity in catalog/${documents.environment(environment)}: it holds for every service of the namespace; ${containerContract}`,
    };
  }
}

interface Demand {
  readonly path: SettingPath;
  readonly says: string;
}

/** @param security all of it, or what a container says besides */
function demands(
  { runAsUser, capabilities = [], drop, privilegeEscalation, privileged }: Partial<Security>,
  standard: 'baseline' | 'restricted',
): readonly Demand[] {
  const found: Demand[] = [];
  if (privileged === true) found.push({ path: ['security', 'privileged'], says: 'is privileged' });
  const refused = capabilities.filter((one) => !permittedCapabilities[standard].has(one));
  if (refused.length > 0) {
    const names = refused.map((one) => `"${one}"`).join(', ');
    found.push({
      path: ['security', 'capabilities'],
      says: `keeps the ${refused.length === 1 ? 'capability' : 'capabilities'} ${names}`,
    });
  }
  if (standard === 'baseline') return found;
  // The admission of the API server asks for this very word.
  if (drop !== undefined && !drop.includes('ALL')) {
    found.push({
      path: ['security', 'drop'],
      says: `takes away ${drop.join(', ') || 'no rights of root'} instead of ALL`,
    });
  }
  if (runAsUser === 0) found.push({ path: ['security', 'runAsUser'], says: 'runs as root' });
  if (privilegeEscalation === true) {
    found.push({ path: ['security', 'privilegeEscalation'], says: 'lets processes get more rights' });
  }
  return found;
}

type Security = { readonly [Key in keyof Whole]: Whole[Key] | undefined };
type Whole = Resolved['settings']['security'];

import { documents } from '../catalog';
import type { Breach } from '../catalog';
import type { SettingPath } from '../explain';
import type { Resolved } from '../resolve';
import { permittedCapabilities } from '../security';
import { nameOf, placeOf } from './place-of';

/** A namespace refuses pods that its Pod Security Standard does not permit: nothing would start, and only events would say why. */
export function* checkPodSecurity(resolved: Resolved): Iterable<Breach> {
  const { settings, where, environment } = resolved;
  const standard = where.podSecurity;
  if (standard === 'privileged') return;
  for (const { path, says } of demands(settings.security, standard)) {
    yield {
      ...placeOf(resolved, path),
      message: `${nameOf(resolved, path)} ${says}, which the Pod Security Standard "${standard}" of "${environment}" does not permit`,
      hint: `leave it out, or set podSecurity in catalog/${documents.environment(environment)}: it holds for every service of the namespace`,
    };
  }
}

interface Demand {
  readonly path: SettingPath;
  readonly says: string;
}

function* demands(
  { runAsUser, capabilities, privilegeEscalation, privileged }: Resolved['settings']['security'],
  standard: 'baseline' | 'restricted',
): Iterable<Demand> {
  if (privileged) yield { path: ['security', 'privileged'], says: 'is privileged' };
  const refused = capabilities.filter((one) => !permittedCapabilities[standard].has(one));
  if (refused.length > 0) {
    const names = refused.map((one) => `"${one}"`).join(', ');
    yield {
      path: ['security', 'capabilities'],
      says: `keeps the ${refused.length === 1 ? 'capability' : 'capabilities'} ${names}`,
    };
  }
  if (standard === 'baseline') return;
  if (runAsUser === 0) yield { path: ['security', 'runAsUser'], says: 'runs as root' };
  if (privilegeEscalation) {
    yield { path: ['security', 'privilegeEscalation'], says: 'lets processes get more rights' };
  }
}

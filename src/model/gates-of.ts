import type { Catalog } from './catalog';
import type { Gates } from './gates';

/**
 * What a change needs in an environment: its own gates, laid key by key over those of the platform. A key of the environment
 * replaces the one of the platform as a whole.
 *
 * @param environment one that is not in the catalog has the gates of the platform
 */
export function gatesOf({ platform, environments }: Catalog, environment: string): Gates {
  const own = environments.get(environment)?.gates ?? {};
  // A key without a value takes nothing away.
  const said = Object.entries(own).filter(([, value]) => value !== undefined);
  return { ...platform.gates, ...Object.fromEntries(said) };
}

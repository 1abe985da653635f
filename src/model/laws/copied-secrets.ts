import type { Breach } from '../catalog';
import { placeMetadata } from '../place-metadata';
import type { Platform } from '../platform';
import type { Resolved } from '../resolve';
import { becauseOfCopies, copierOf, hintOfCopier } from '../secret-copiers';
import { nameOf, placeOf } from './place-of';

/**
 * A service has no Secrets copied between namespaces by annotations: External Secrets hands those of an ExternalSecret on to its
 * Secret, and some programs ask nobody whether they may copy that.
 */
export function* checkCopiedSecrets(resolved: Resolved, platform: Platform): Iterable<Breach> {
  for (const [subject, { annotations }] of Object.entries(placeMetadata(platform, resolved) ?? {})) {
    for (const name of Object.keys(annotations)) {
      const domain = copierOf(name);
      if (domain === undefined || platform.secrets.copiers.includes(domain)) continue;
      const path = ['metadata', subject, 'annotations', name];
      yield {
        ...placeOf(resolved, path),
        message: `${nameOf(resolved, path)} says the annotation "${name}", ${becauseOfCopies}`,
        hint: hintOfCopier(domain),
      };
    }
  }
}

import type { Breach } from '../catalog';
import { isSoftware } from '../software';
import type { Resolved } from '../resolve';
import { isSaidByService, nameOf, placeOf } from './place-of';

/** Settings of the mesh that are about calls of a Service. */
const aboutCalls = ['routes', 'timeout', 'retryLimit', 'failureAccrual', 'profile'] as const;

/**
 * Callers ask Linkerd about the address of a Service, and a headless one has none: its pods are called by their own addresses, of
 * which no route and no ServiceProfile says anything. An environment's default is missed by nobody.
 */
export function* checkHeadlessInMesh(resolved: Resolved): Iterable<Breach> {
  const { settings, wants } = resolved;
  if (settings.mesh.provider === 'none' || settings.service.headless !== true || isSoftware(wants)) return;
  for (const key of aboutCalls) {
    const path = ['mesh', key];
    if (!isSaidByService(resolved, path)) continue;
    yield {
      ...placeOf(resolved, path),
      message: `mesh.${key} of ${nameOf(resolved, path)} is told to no caller: its Service is headless, and Linkerd knows how to call a Service by its address`,
      hint: `leave it out, or give the Service an address (service.headless: false), and pods names of their own by a headless one in moreServices`,
    };
  }
}

import { documents } from './catalog';
import type { DocumentName } from './catalog';
import type { Patch } from './patch';
import type { Customization, PlacedPatch } from './placed-customization';
import { isExtended } from './placed-extension';
import type { Resolved } from './resolve';

/** What makes the objects of a placement other than those of every service; undefined for nearly all of them. */
export function customizationOf(resolved: Resolved): Customization | undefined {
  const { service, environment, wants, overlay, where, manifests, settings } = resolved;
  const patches = [
    ...placed(wants.patches, documents.service(service)),
    ...placed(overlay.patches, documents.overlay(service, environment)),
  ];
  const unadopted = wants.unadopted ?? [];
  const names = wants.names ?? {};
  const isPlain =
    patches.length + manifests.length + unadopted.length === 0 && wants.names === undefined && !isExtended(resolved);
  if (isPlain) return undefined;
  const beside = { ...settings.initContainers, ...settings.sidecars };
  const { kubernetesVersion } = where.cluster;
  const limits = saidLimits(resolved);
  return { kubernetesVersion, unadopted, names, beside, limits, jobs: settings.jobs, patches, manifests };
}

/** What somebody says of this service is no convention. */
function saidLimits({ layers }: Resolved): Customization['limits'] {
  const said = layers.filter(({ kind }) => kind === 'service' || kind === 'overlay');
  return Object.assign({}, ...said.map(({ settings }) => settings.resources?.limits ?? {}));
}

function placed(patches: readonly Patch[] = [], document: DocumentName): readonly PlacedPatch[] {
  return patches.map((patch, index) => ({ ...patch, document, index }));
}

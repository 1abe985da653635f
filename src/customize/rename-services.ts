import { textAt } from '../manifests/value-at';
import type { Service } from '../model/service';
import { editable, editableList } from './editable';
import type { Editable } from './editable';

type Names = NonNullable<Service['names']>;

/** What is asked to know what Services are called. */
export interface ServiceNames {
  readonly service: string;
  /** Name of the Service that others call, if nobody says another. */
  readonly serviceName: string;
  readonly names: Names;
}

/** Calls Services as those that were there before, and whatever leads to them. */
export function renameServices(object: Editable, subject: ServiceNames): void {
  const nameOf = otherNames(subject);
  if (nameOf.size === 0) return;
  const kind = String(object['kind']);
  if (kind === 'Service') call(editable(object, ['metadata']), 'name');
  const spec = editable(object, ['spec']);
  if (kind === 'StatefulSet') call(spec, 'serviceName');
  if (kind === 'Rollout') {
    for (const key of ['stableService', 'canaryService']) call(editable(spec, ['strategy', 'canary']), key);
    for (const key of ['activeService', 'previewService']) call(editable(spec, ['strategy', 'blueGreen']), key);
  }
  if (kind === 'Ingress')
    for (const rule of editableList(spec, ['rules']))
      for (const path of editableList(rule, ['http', 'paths'])) call(editable(path, ['backend', 'service']), 'name');
  if (/^(?:HTTP|GRPC|TCP|TLS|UDP)Route$/.test(kind)) {
    for (const parent of editableList(spec, ['parentRefs'])) if (parent['kind'] === 'Service') call(parent, 'name');
    for (const rule of editableList(spec, ['rules']))
      for (const backend of editableList(rule, ['backendRefs'])) call(backend, 'name');
  }

  function call(mapping: Editable, key: string): void {
    const name = nameOf.get(textAt(mapping, [key]) ?? '');
    if (name !== undefined) mapping[key] = name;
  }
}

/** Names that somebody says, by those that they take the place of. */
function otherNames({ service, serviceName, names }: ServiceNames): ReadonlyMap<string, string> {
  const usual: readonly (readonly [string, string | undefined])[] = [
    [`${service}-headless`, names.headless],
    [`${service}-stable`, names.stable],
    [`${service}-canary`, names.canary],
    [`${service}-preview`, names.preview],
    [serviceName, names.service],
  ];
  return new Map(usual.flatMap(([from, to]) => (to === undefined ? [] : [[from, to]])));
}

import { isMapping, listAt, mappingAt, textAt, valueAt } from '../manifests/value-at';
import type { Mapping } from '../manifests/value-at';
import type { Placement } from '../model/placement';

/** Something of an object that a patch may not change, and what says it instead. */
export interface OwnedField {
  readonly path: readonly (string | number)[];
  readonly value: unknown;
  readonly hint: string;
}

const otherObject = 'write the object as a manifest of the service instead';
const names = 'an object is known by it; set "names" of the service, or rename the service';
const selectors = 'pods are found by it, and it never changes; set "selector" of the service';

/** What other objects, Argo CD and the catalog rely on. */
export function ownedFields(object: Mapping, placement: Placement): readonly OwnedField[] {
  const at = (path: readonly (string | number)[], hint: string): OwnedField => ({
    path,
    value: valueAt(object, path),
    hint,
  });
  return [
    at(['apiVersion'], otherObject),
    at(['kind'], otherObject),
    at(['metadata', 'name'], names),
    at(['metadata', 'namespace'], 'set "namespace" of the service or of the environment'),
    ...(placement.runs === 'software' || placement.runs === 'manifests' ? [] : ownedOfKind(object, placement, at)),
  ];
}

function ownedOfKind(
  object: Mapping,
  placement: Placement,
  at: (path: readonly (string | number)[], hint: string) => OwnedField,
): readonly OwnedField[] {
  switch (object['kind']) {
    case 'DaemonSet':
    case 'Deployment':
    case 'StatefulSet':
    case 'Rollout':
      return [
        at(['spec', 'selector'], selectors),
        ...Object.keys(mappingAt(object, ['spec', 'selector', 'matchLabels'])).map((label) =>
          at(['spec', 'template', 'metadata', 'labels', label], selectors),
        ),
        ...(placement.scale.owner === 'fixed'
          ? []
          : [at(['spec', 'replicas'], 'an autoscaler owns the number of pods; set "scale"')]),
        imageOf(object, placement),
      ];
    case 'Service':
      return isFound(object, placement) ? [] : [at(['spec', 'selector'], selectors)];
    case 'HorizontalPodAutoscaler':
    case 'ScaledObject':
      return [at(['spec', 'scaleTargetRef'], 'it leads to the workload of the service')];
    default:
      return [];
  }
}

/** Fewer labels find the pods, too, and others that have them: versions side by side. */
function isFound(object: Mapping, { selector }: Placement): boolean {
  const own = Object.entries(mappingAt(object, ['spec', 'selector']));
  return own.length > 0 && own.every(([label, value]) => selector[label] === value);
}

const containers = ['spec', 'template', 'spec', 'containers'];

/** The image of the container of the service: what a release is. */
function imageOf(object: Mapping, { service, customization }: Placement): OwnedField {
  const name = customization?.names.container ?? service;
  const index = listAt(object, containers).findIndex((one) => isMapping(one) && textAt(one, ['name']) === name);
  const path = [...containers, Math.max(index, 0), 'image'];
  return {
    path,
    value: index < 0 ? undefined : valueAt(object, path),
    hint: 'set "image" of the service, and "release" of the overlay',
  };
}

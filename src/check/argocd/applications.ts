import type { ManifestObject, Path } from '../../manifests/manifest';
import { isMapping, listAt, mappingAt, textAt, valueAt } from '../../manifests/value-at';
import type { Mapping } from '../../manifests/value-at';
import { perInventory } from '../per-inventory';
import { listElements, substitute, usualFillingRoom, type FillingRoom } from './application-set';

/** Where an Application takes manifests from. */
export interface ApplicationSource {
  readonly value: Mapping;
  readonly path: Path;
}

/** An Application as it is written: an object of its own, or the template of an ApplicationSet. */
export interface Application {
  readonly object: ManifestObject;
  readonly kind: 'Application' | 'ApplicationSet';
  /** Absent when only a generator knows it. */
  readonly name: string;
  readonly namespace: string | undefined;
  /** Path of `spec`. */
  readonly specPath: Path;
  readonly spec: Mapping;
  readonly metadata: Mapping;
  readonly metadataPath: Path;
  readonly sources: readonly ApplicationSource[];
  /** `automated` is there and not switched off. */
  readonly isAutomated: boolean;
}

/** Applications and templates of ApplicationSets, each as it is written. */
export const writtenApplications = perInventory((inventory): readonly Application[] => [
  ...inventory.ofKind('Application', 'argoproj.io').map((object) => applicationAt(object, 'Application', [])),
  ...inventory
    .ofKind('ApplicationSet', 'argoproj.io')
    .map((object) => applicationAt(object, 'ApplicationSet', ['spec', 'template'])),
]);

/** Applications as Argo CD sees them: for each element of a list generator the one that it makes. Other generators need a cluster or a repository. */
export const applicationsOf = perInventory((inventory): readonly Application[] => {
  const room = { left: usualFillingRoom };
  return writtenApplications(inventory).flatMap((application) =>
    application.kind === 'Application' ? [application] : madeBy(application, room),
  );
});

/** Whether a value is a text that nothing has to fill in any more. */
export function isResolved(text: string | undefined): text is string {
  return text !== undefined && !text.includes('{{');
}

/** Whether an Application has a sync option, spelt as Argo CD reads it: `Replace=true`. */
export function hasSyncOption({ spec }: Application, option: string): boolean {
  return listAt(spec, ['syncPolicy', 'syncOptions']).includes(option);
}

function madeBy(application: Application, room: FillingRoom): readonly Application[] {
  const elements = listElements(application.object);
  if (elements === undefined) return [];
  return elements.flatMap(({ value }) => {
    const filled = substitute(valueAt(application.object.value, ['spec', 'template']), value, room);
    // Half of an Application would be told what is missing.
    if (room.left <= 0) return [];
    return fromBody(application.object, 'ApplicationSet', ['spec', 'template'], isMapping(filled) ? filled : {});
  });
}

function applicationAt(object: ManifestObject, kind: Application['kind'], path: Path): Application {
  return fromBody(object, kind, path, mappingAt(object.value, path));
}

function fromBody(object: ManifestObject, kind: Application['kind'], path: Path, body: Mapping): Application {
  const spec = mappingAt(body, ['spec']);
  const specPath = [...path, 'spec'];
  const metadata = mappingAt(body, ['metadata']);
  const automated = valueAt(spec, ['syncPolicy', 'automated']);
  return {
    object,
    kind,
    name: textAt(metadata, ['name']) ?? '',
    namespace: textAt(metadata, ['namespace']) ?? object.namespace,
    spec,
    specPath,
    metadata,
    metadataPath: [...path, 'metadata'],
    sources: sourcesOf(spec, specPath),
    isAutomated: isMapping(automated) && automated['enabled'] !== false,
  };
}

function sourcesOf(spec: Mapping, specPath: Path): readonly ApplicationSource[] {
  const several = listAt(spec, ['sources']).flatMap((value, index) =>
    isMapping(value) ? [{ value, path: [...specPath, 'sources', index] }] : [],
  );
  if (several.length > 0) return several; // Argo CD ignores `source` then.
  const single = valueAt(spec, ['source']);
  return isMapping(single) ? [{ value: single, path: [...specPath, 'source'] }] : [];
}

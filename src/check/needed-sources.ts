import type { Path } from '../manifests/manifest';
import { listAt, textAt, valueAt } from '../manifests/value-at';
import type { Workload } from './inventory';

/** A ConfigMap or a Secret without which a pod does not start. */
export interface NeededSource {
  readonly kind: 'ConfigMap' | 'Secret';
  readonly name: string;
  /** The key that is wanted. @default - all of it */
  readonly key?: string;
  /** Where it is named. */
  readonly path: Path;
  /** `container "web"`, `the volume "config"`. */
  readonly who: string;
}

/** Every ConfigMap and Secret that pods need: as variables, and as files. What is optional is not needed. */
export function neededSources({ pod, podPath, containers }: Workload): readonly NeededSource[] {
  const ofContainers = containers.flatMap(({ kind, name, value, path }) => {
    const who = `${kind} "${name}"`;
    const keys = listAt(value, ['env']).flatMap((variable, index) =>
      named(variable, ['valueFrom'], ['configMapKeyRef', 'secretKeyRef'], [...path, 'env', index], who),
    );
    const all = listAt(value, ['envFrom']).flatMap((source, index) =>
      named(source, [], ['configMapRef', 'secretRef'], [...path, 'envFrom', index], who),
    );
    return [...keys, ...all];
  });
  const ofVolumes = listAt(pod, ['volumes']).flatMap((volume, index) => {
    const who = `the volume "${textAt(volume, ['name']) ?? ''}"`;
    const path = [...podPath, 'volumes', index];
    const projected = listAt(volume, ['projected', 'sources']).flatMap((source, at) =>
      named(source, [], ['configMap', 'secret'], [...path, 'projected', 'sources', at], who),
    );
    return [...named(volume, [], ['configMap', 'secret'], path, who), ...projected];
  });
  return [...ofContainers, ...ofVolumes];
}

function named(
  value: unknown,
  below: Path,
  [configMap, secret]: readonly [string, string],
  path: Path,
  who: string,
): readonly NeededSource[] {
  return ([configMap, secret] as const).flatMap((field): readonly NeededSource[] => {
    const source = valueAt(value, [...below, field]);
    const nameKey = textAt(source, ['name']) === undefined ? 'secretName' : 'name';
    const name = textAt(source, [nameKey]);
    if (name === undefined || name === '' || valueAt(source, ['optional']) === true) return [];
    const kind = field === configMap ? 'ConfigMap' : 'Secret';
    const place = [...path, ...below, field];
    const key = textAt(source, ['key']);
    const items = listAt(source, ['items']).flatMap((item, index): readonly NeededSource[] => {
      const wanted = textAt(item, ['key']);
      return wanted === undefined ? [] : [{ kind, name, key: wanted, path: [...place, 'items', index, 'key'], who }];
    });
    if (key !== undefined) return [{ kind, name, key, path: [...place, 'key'], who }];
    return items.length > 0 ? items : [{ kind, name, path: [...place, nameKey], who }];
  });
}

import type { Kustomization, ManifestObject, Path } from '../manifests/manifest';
import { listAt, mappingAt, textAt } from '../manifests/value-at';
import { withoutHash } from './names';

const generators = { ConfigMap: 'configMapGenerator', Secret: 'secretGenerator' } as const;

/**
 * Finds what an object was built of: patches and the object that they change, and the generators of ConfigMaps and Secrets.
 * What a kustomization names last changes what it names first, so sources come in the opposite order.
 */
export function sourcesIn(
  files: readonly ManifestObject[],
  kustomizations: readonly Kustomization[],
): (object: ManifestObject) => readonly ManifestObject[] {
  return (object) => {
    const alike = files.filter(({ kind, name }) => kind === object.kind && isMadeOf(object.name, name));
    const exact = alike.filter(({ name }) => name === object.name);
    // A patch is half an object; whole objects have most to say.
    const written = (exact.length > 0 ? exact : alike).toSorted((a, b) => sizeOf(a) - sizeOf(b));
    return [...kustomizations.flatMap((one) => generatedBy(one, object)), ...written];
  };
}

/** Kustomizations put words before and after names. */
function isMadeOf(built: string, source: string): boolean {
  return built === source || built.endsWith(`-${source}`) || built.startsWith(`${source}-`);
}

function sizeOf({ value }: ManifestObject): number {
  return JSON.stringify(value).length;
}

/** The entry of a generator, as an object whose places are those of its literals. */
function generatedBy(kustomization: Kustomization, object: ManifestObject): readonly ManifestObject[] {
  const field = object.kind === 'ConfigMap' || object.kind === 'Secret' ? generators[object.kind] : undefined;
  if (field === undefined) return [];
  return [...listAt(kustomization.value, [field]).entries()].flatMap(([index, generator]) => {
    if (!isMadeOf(withoutHash(object.name), textAt(generator, ['name']) ?? '')) return [];
    const literals = listAt(generator, ['literals']).map(String);
    const data = mappingAt(object.value, ['data']);
    const own = Object.fromEntries(
      Object.entries(data).filter(([key]) => literals.some((one) => one.startsWith(`${key}=`))),
    );
    const locate = (path: Path): ReturnType<ManifestObject['locate']> => {
      const place = literals.findIndex((one) => one.startsWith(`${path[1]}=`));
      return kustomization.locate(place < 0 ? [field, index] : [field, index, 'literals', place]);
    };
    return [{ ...object, file: kustomization.file, value: { ...object.value, data: own }, locate }];
  });
}

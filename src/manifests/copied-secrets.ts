import { isMapping } from './value-at';
import type { Mapping } from './value-at';

type Path = readonly (string | number)[];

/** An annotation, and the program that reads it. */
interface CopyingAnnotation<Domain> {
  readonly path: Path;
  readonly name: string;
  readonly domain: Domain;
}

/**
 * Annotations of an object that have Secrets copied to or from other namespaces, or values put into it, wherever they are written: a
 * template of an ExternalSecret or a Certificate hands them on.
 *
 * @param domainOf the domain of a program that does so, of a name of an annotation of its
 */
export function copyingAnnotations<Domain>(
  object: Mapping,
  domainOf: (name: string) => Domain | undefined,
): readonly CopyingAnnotation<Domain>[] {
  return below(object, [], domainOf);
}

function below<Domain>(
  value: unknown,
  path: Path,
  domainOf: (name: string) => Domain | undefined,
): readonly CopyingAnnotation<Domain>[] {
  if (Array.isArray(value)) return value.flatMap((one, index) => below(one, [...path, index], domainOf));
  if (!isMapping(value)) return [];
  return Object.entries(value).flatMap(([key, one]) => {
    const domain = path.at(-1) === 'annotations' ? domainOf(key) : undefined;
    return [
      ...(domain === undefined ? [] : [{ path: [...path, key], name: key, domain }]),
      ...below(one, [...path, key], domainOf),
    ];
  });
}

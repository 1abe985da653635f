import type { ManifestObject } from '../../manifests/manifest';
import type { Problem } from '../../model/problem';
import { serviceOfFile } from './unsayable';

/** Objects that no catalog takes, whatever is done about it, and why: at the place where somebody has written them. */
export class RefusedObjects {
  private readonly refused = new Set<ManifestObject>();
  private readonly found: Problem[] = [];

  get problems(): readonly Problem[] {
    return this.found;
  }

  has(object: ManifestObject): boolean {
    return this.refused.has(object);
  }

  /**
   * Takes in what the catalog says of files that are manifests.
   *
   * @param objectOf the object that a file of the catalog was written of
   * @returns services that have an object less: what is left is another catalog
   */
  learn(problems: readonly Problem[], objectOf: (file: string) => ManifestObject | undefined): readonly string[] {
    const services = new Set<string>();
    for (const problem of problems) {
      const [file = ''] = /services\/[^/]+\/manifests\/[^]*/.exec(problem.file) ?? [];
      const object = objectOf(file);
      if (object === undefined) continue;
      if (!this.refused.has(object)) services.add(serviceOfFile(file));
      this.refused.add(object);
      this.found.push(atItsSource(problem, object));
    }
    return [...services];
  }
}

/** A problem of a file that nobody has seen, at the place of the object in the file that was read. */
export function atItsSource({ path, message, hint }: Problem, object: ManifestObject): Problem {
  // A file of manifests is a list of objects to the reader of texts, and an object to whoever knows kinds.
  const inObject = path[0] === 'objects' && typeof path[1] === 'number' ? path.slice(2) : path;
  const place = object.locate(inObject) ?? object.locate([]);
  return {
    file: object.file,
    ...(place === undefined ? {} : { line: place.line, column: place.column }),
    path: inObject,
    message: `${object.kind} "${object.name}" is left out: ${message}`,
    ...(hint === undefined ? {} : { hint }),
  };
}

import { readYaml } from '../../catalog/read-yaml';
import { documents } from '../../model/catalog';
import { formatPath } from '../../model/problem';
import { textIn } from '../catalog-contents';
import type { CatalogContents } from '../catalog-contents';
import { isPlainMapping } from '../../yaml/operation';

/** A value that an import would have written, and that a file which is there does not have. */
export interface NeededChange {
  readonly file: string;
  readonly path: readonly string[];
  /** As YAML has it in one line. */
  readonly wanted: string;
  /** The same of what is there. @default - nothing is there */
  readonly is?: string;
}

/** What an import makes up for a catalog of its own, and what one that is there knows better. */
const notNeeded: ReadonlySet<string> = new Set([
  'catalogVersion',
  'repository',
  'owners',
  'cluster',
  'sync',
  'quota',
  'containerLimits',
  'unadopted',
]);

/** In values that nobody has said. */
const madeUp = /\bexample\.com\b|\byour-org\b/;

/**
 * Says what platform and environments of a catalog that is there would have to become, for imported services to be what they
 * were. They are never written: others depend on them.
 *
 * @param files what the import would have written
 * @param there contents of the catalog
 */
export function neededChanges(files: ReadonlyMap<string, string>, there: CatalogContents): readonly NeededChange[] {
  return [...files].flatMap(([file, text]) => {
    const isShared = file === documents.platform || file.startsWith('environments/');
    const now = isShared ? textIn(there, file) : undefined;
    if (now === undefined) return [];
    return differing(valueOf(text, file), valueOf(now, file)).map((change) => ({ file, ...change }));
  });
}

function differing(wanted: unknown, is: unknown, path: readonly string[] = []): readonly Omit<NeededChange, 'file'>[] {
  if (isPlainMapping(wanted) && (path.length === 0 || isPlainMapping(is))) {
    const known = isPlainMapping(is) ? is : {};
    return Object.entries(wanted).flatMap(([key, value]) =>
      path.length === 0 && notNeeded.has(key)
        ? []
        : differing(value, Object.hasOwn(known, key) ? known[key] : undefined, [...path, key]),
    );
  }
  const [want, have] = [JSON.stringify(wanted), is === undefined ? undefined : JSON.stringify(is)];
  // What an import makes up is a question, and an answer that is there is better.
  if (want === have || (have !== undefined && madeUp.test(want))) return [];
  return [{ path, wanted: want, ...(have === undefined ? {} : { is: have }) }];
}

/** What the loader of the catalog finds wrong in a file, it says itself. */
function valueOf(text: string, file: string): unknown {
  const read = readYaml(text, file);
  return 'value' in read ? read.value : {};
}

/** Lines for a terminal. */
export function needsAsText(needs: readonly NeededChange[], catalog: string): readonly string[] {
  return needs.map(({ file, path, wanted, is }) => {
    const now = is === undefined ? 'is not there' : `is ${is}`;
    return `${catalog}/${file}: ${formatPath(path)} ${now}, and the manifests want ${wanted}`;
  });
}

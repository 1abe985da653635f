import { place } from '../../model/place';
import { hostsWithoutWay } from '../../model/hosts-without-way';
import type { LoadedCatalog } from '../../catalog/load';
import type { CatalogContents } from '../catalog-contents';

/** Something that no manifest says, at the place where a person writes it. */
export interface Ask {
  /** Below the folder of the catalog. */
  readonly file: string;
  /** From 1. */
  readonly line: number;
  readonly text: string;
}

/** What stands before a line that only a person can write, or that nobody has said. */
const asking = /^# (?<kind>Fill in|Assumed): (?<text>.*)$/;

/**
 * What only a person knows, and what is assumed, in the files that an import writes.
 *
 * @param there files that are there already: nobody writes them
 */
export function asksIn(files: ReadonlyMap<string, string>, there: CatalogContents): readonly Ask[] {
  return [...files].flatMap(([file, text]) => {
    if (there.has(file) || !file.endsWith('.yaml') || file.includes('/manifests/')) return [];
    const lines = text.split('\n');
    return lines.flatMap((line, index) => {
      const { kind, text: said = '' } = asking.exec(line)?.groups ?? {};
      if (kind === undefined) return [];
      const below = lines.findIndex((one, at) => at > index && !/^(?:#.*)?$/.test(one));
      const words = said.replace(/\.$/, '');
      return [{ file, line: below + 1, text: kind === 'Assumed' ? `assumed: ${words}` : words }];
    });
  });
}

/** Hosts that variables of imported services name and that nothing in the catalog is called: who is there, nobody has said. */
export function hostsElsewhere({ catalog, resolved }: LoadedCatalog, services: readonly string[]): readonly string[] {
  const named = new Map<string, string[]>();
  for (const placement of place(catalog, resolved).placements) {
    if (!services.includes(placement.service)) continue;
    for (const { variable, host } of hostsWithoutWay(placement)) {
      const known = named.get(host) ?? [];
      const by = `${placement.service}: ${variable}`;
      if (!known.includes(by)) named.set(host, [...known, by]);
    }
  }
  return [...named].map(([host, by]) => `${host} (${by.join(', ')})`);
}

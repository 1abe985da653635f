import type { CommitReader } from '../gitops/commit-reader';
import type { Catalog } from '../model/catalog';
import { holderOf, type Sealer } from './sealed';

/**
 * Who signed commits, by the keys that a catalog lists: of people, and of programs that may ask for changes. A commit that nobody
 * has signed, or somebody whom it does not list, is left out.
 *
 * @param range `<id>..<id>`
 * @param catalog the one before the commits: nobody makes himself somebody
 */
export async function commitSigners(
  range: string,
  catalog: Catalog,
  writer: CommitReader,
): Promise<ReadonlyMap<string, Sealer>> {
  const { people, platform } = catalog;
  const holders = [...Object.values(people?.people ?? {}), ...Object.values(platform.attesters)];
  const keys = holders.flatMap((one) => one.keys);
  if (keys.length === 0) return new Map();
  const signers = new Map<string, Sealer>();
  for (const { id, signature } of await writer.log(range, { keys })) {
    const holder = signature?.kind === 'good' ? holderOf(signature.key, catalog, 'changes') : undefined;
    if (holder !== undefined) signers.set(id, holder);
  }
  return signers;
}

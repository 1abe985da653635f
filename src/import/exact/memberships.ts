import type { ManifestObject } from '../../manifests/manifest';
import type { Facts } from '../facts';

/** Which objects are those of which service: each of the first one that has it, in one environment. */
export class Memberships {
  private readonly members = new Map<Facts, readonly ManifestObject[]>();
  private readonly owners = new Map<ManifestObject, string>();

  constructor(all: readonly Facts[]) {
    for (const facts of all) {
      const own = facts.group.members.filter((one) => !this.owners.has(one));
      for (const one of own) this.owners.set(one, facts.service);
      this.members.set(facts, own);
    }
  }

  of(facts: Facts): readonly ManifestObject[] {
    return this.members.get(facts) ?? [];
  }

  /** The service that has an object; none where it belongs to no workload. */
  ownerOf(object: ManifestObject): string | undefined {
    return this.owners.get(object);
  }
}

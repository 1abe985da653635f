import type { Clone } from './clone';
import { foundOwnRefs, ownNameIn, ownNamesOf, type OwnRefPlace } from './own-ref-names';
import type { PushOutcome } from './push-outcome';
import { settlePush } from './settle-push';

/**
 * Refs of Slipway's own at a remote. Some forges take branches and tags only: there they are branches `slipway/...`. Which it
 * is, is asked once, by the first of them that is made; whoever comes later finds them where they are.
 */
export class OwnRefs {
  private place: OwnRefPlace | undefined;
  private readonly placeByName = new Map<string, OwnRefPlace>();

  constructor(private readonly clone: Clone) {}

  /** Fetches them. @param prefix `refs/slipway/proposals/` @param there what was seen at the remote @returns ids by name */
  async list(prefix: string, there?: ReadonlyMap<string, string>): Promise<ReadonlyMap<string, string>> {
    const found = foundOwnRefs(await this.clone.fetchOwn(ownNamesOf(prefix), there));
    for (const [name, { place }] of found) this.placeByName.set(name, place);
    return new Map([...found].map(([name, { id }]) => [name, id]));
  }

  /** Makes one, moves it forward or deletes it, if it still is what was seen. */
  async push(name: string, base: string | undefined, id: string | undefined): Promise<PushOutcome> {
    const known = base === undefined ? undefined : this.placeByName.get(name);
    const place = known ?? (await this.knownPlace());
    if (place !== undefined) return await this.pushTo(place, name, base, id);
    const outcome = await this.pushTo('refs', name, base, id);
    if (outcome.kind !== 'refused' || base !== undefined) return this.settledIn('refs', outcome);
    const asBranch = await this.pushTo('branches', name, base, id);
    // Who may not push at all reads what the remote says of the ref that was meant.
    return asBranch.kind === 'refused' ? outcome : this.settledIn('branches', asBranch);
  }

  private settledIn(place: OwnRefPlace, outcome: PushOutcome): PushOutcome {
    if (outcome.kind !== 'refused') this.place = place;
    return outcome;
  }

  /** @returns undefined when there are none, and nobody has asked */
  private async knownPlace(): Promise<OwnRefPlace | undefined> {
    if (this.place !== undefined) return this.place;
    const places = [...foundOwnRefs(await this.clone.remote.list(ownNamesOf('refs/slipway/*'))).values()];
    if (places.length > 0) this.place = places.some(({ place }) => place === 'refs') ? 'refs' : 'branches';
    return this.place;
  }

  private async pushTo(
    place: OwnRefPlace,
    name: string,
    base: string | undefined,
    id: string | undefined,
  ): Promise<PushOutcome> {
    const isWithin = async (now: string): Promise<boolean> =>
      id !== undefined && (await this.clone.hasOwn(ownNamesOf(name), now, id));
    return await settlePush(this.clone.remote, {
      name: ownNameIn(place, name),
      base,
      head: id,
      isOwn: true,
      isWithin,
    });
  }
}

import type { ManifestObject } from '../../manifests/manifest';
import { textAt } from '../../manifests/value-at';
import { groupBy } from '../../model/group-by';
import type { Facts } from '../facts';
import { membersOfKind } from '../group';
import { writtenImage } from '../image';
import { ingressInWords } from '../ingress-settings';
import type { SaidExposure } from '../ingress-settings';
import { mainContainerOf, podTemplateIn } from '../pod';
import { routeInWords } from '../route-settings';

/** What can be said of a service only as far as all of its environments agree. It is found once, for all of them. */
export class Everywhere {
  private readonly exposures = new Map<Facts, SaidExposure>();
  private readonly repositories = new Map<Facts, string>();
  private readonly accounts = new Map<Facts, string>();
  private readonly services: ReadonlySet<string>;

  /** @param all the facts of every service in every environment */
  constructor(all: readonly Facts[]) {
    const byService = groupBy(all, ({ service }) => service);
    this.services = new Set(byService.keys());
    const made = new Set<ManifestObject>();
    for (const facts of all) this.addAccount(facts, made);
    for (const own of byService.values()) {
      this.addExposures(own);
      const repositories = own.map(repositoryOf);
      if (new Set(repositories).size < 2) continue;
      for (const [index, facts] of own.entries()) this.repositories.set(facts, repositories[index] ?? '');
    }
  }

  /** The ServiceAccount that pods run as and that is not of this service alone: the first one that has it makes it, or nobody here. */
  otherAccountOf(facts: Facts): string | undefined {
    return this.accounts.get(facts);
  }

  isService(name: string | undefined): boolean {
    return name !== undefined && this.services.has(name);
  }

  /** The Ingress or the route of a service in words, where each of its environments has one that can be said, of the same name. */
  exposureOf(facts: Facts): SaidExposure | undefined {
    return this.exposures.get(facts);
  }

  /** The repository of the image here, where the environments of the service have several. */
  otherRepositoryOf(facts: Facts): string | undefined {
    return this.repositories.get(facts);
  }

  private addAccount(facts: Facts, made: Set<ManifestObject>): void {
    const { group } = facts;
    const name = textAt(podTemplateIn(group.workload), ['spec', 'serviceAccountName']) ?? 'default';
    const account = membersOfKind(group, 'ServiceAccount').find((one) => one.name === name);
    const isFirst = account !== undefined && !made.has(account);
    if (account !== undefined) made.add(account);
    // That of the namespace is the one of pods that name none.
    if (!isFirst && name !== 'default') this.accounts.set(facts, name);
  }

  private addExposures(own: readonly Facts[]): void {
    const said = own.map(({ group, service }) => ingressInWords(group, service) ?? routeInWords(group, service));
    if (new Set(said.map((one) => one?.name)).size > 1) return;
    for (const [index, facts] of own.entries()) {
      const words = said[index];
      if (words !== undefined) this.exposures.set(facts, words);
    }
  }
}

function repositoryOf({ group }: Facts): string {
  return writtenImage(textAt(mainContainerOf(group.workload).container, ['image']) ?? '').repository;
}

import { textAt } from '../../manifests/value-at';
import { groupBy } from '../../model/group-by';
import type { Facts } from '../facts';
import { writtenImage } from '../image';
import { ingressInWords } from '../ingress-settings';
import type { SaidExposure } from '../ingress-settings';
import { mainContainerOf } from '../pod';

/** What can be said of a service only as far as all of its environments agree. It is found once, for all of them. */
export class Everywhere {
  private readonly exposures = new Map<Facts, SaidExposure>();
  private readonly repositories = new Map<Facts, string>();
  private readonly services: ReadonlySet<string>;

  /** @param all the facts of every service in every environment */
  constructor(all: readonly Facts[]) {
    const byService = groupBy(all, ({ service }) => service);
    this.services = new Set(byService.keys());
    for (const own of byService.values()) {
      this.addExposures(own);
      const repositories = own.map(repositoryOf);
      if (new Set(repositories).size < 2) continue;
      for (const [index, facts] of own.entries()) this.repositories.set(facts, repositories[index] ?? '');
    }
  }

  isService(name: string | undefined): boolean {
    return name !== undefined && this.services.has(name);
  }

  /** The Ingress of a service in words, where each of its environments has one that can be said, of the same name. */
  exposureOf(facts: Facts): SaidExposure | undefined {
    return this.exposures.get(facts);
  }

  /** The repository of the image here, where the environments of the service have several. */
  otherRepositoryOf(facts: Facts): string | undefined {
    return this.repositories.get(facts);
  }

  private addExposures(own: readonly Facts[]): void {
    const said = own.map(({ group, service }) => ingressInWords(group, service));
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

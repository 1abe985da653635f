import type { Catalog, CatalogService, DocumentPlace } from '../model/catalog';
import type { Environment } from '../model/environment';
import type { Overlay } from '../model/overlay';
import type { People } from '../model/people';
import type { Platform } from '../model/platform';
import type { Service } from '../model/service';
import type { DocumentValue } from './parse-document';

/** Puts documents where they belong. */
export class CatalogBuilder {
  private platform: Platform | undefined;
  private people: People | undefined;
  private readonly environments = new Map<string, Environment>();
  private readonly services = new Map<string, { service: Service | undefined; overlays: Map<string, Overlay> }>();

  add(place: DocumentPlace, document: DocumentValue): void {
    if (document.kind === 'platform') this.platform = document.value;
    if (document.kind === 'people') this.people = document.value;
    if (document.kind === 'environment' && place.kind === 'environment')
      this.environments.set(place.environment, document.value);
    if (document.kind === 'service' && place.kind === 'service') this.entry(place.service).service = document.value;
    if (document.kind === 'overlay' && place.kind === 'overlay')
      this.entry(place.service).overlays.set(place.environment, document.value);
  }

  /** @returns undefined when there is no platform */
  catalog(): Catalog | undefined {
    if (this.platform === undefined) return undefined;
    const services = new Map<string, CatalogService>();
    for (const [name, { service, overlays }] of this.services) {
      if (service !== undefined) services.set(name, { service, overlays });
    }
    return { platform: this.platform, people: this.people, environments: this.environments, services };
  }

  private entry(name: string): { service: Service | undefined; overlays: Map<string, Overlay> } {
    const existing = this.services.get(name);
    if (existing !== undefined) return existing;
    const entry = { service: undefined, overlays: new Map<string, Overlay>() };
    this.services.set(name, entry);
    return entry;
  }
}

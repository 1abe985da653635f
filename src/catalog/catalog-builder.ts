import type { Catalog, CatalogService, DocumentName, DocumentPlace } from '../model/catalog';
import type { Environment } from '../model/environment';
import type { Overlay } from '../model/overlay';
import type { People } from '../model/people';
import type { Platform } from '../model/platform';
import type { Service } from '../model/service';
import type { ServiceFile } from '../model/service-file';
import type { ServiceManifests } from '../model/service-manifests';
import type { SoftwareFile } from '../model/software';
import type { DocumentValue } from './parse-document';

interface Entry {
  service: Service | undefined;
  readonly overlays: Map<string, Overlay>;
  manifests: Map<DocumentName, ServiceManifests> | undefined;
  files: Map<DocumentName, ServiceFile> | undefined;
  software: Map<DocumentName, SoftwareFile> | undefined;
}

/** Puts documents where they belong. */
export class CatalogBuilder {
  private platform: Platform | undefined;
  private people: People | undefined;
  private readonly environments = new Map<string, Environment>();
  private readonly services = new Map<string, Entry>();
  private readonly archives = new Map<DocumentName, SoftwareFile>();

  add(place: DocumentPlace, name: DocumentName, document: DocumentValue): void {
    if (document.kind === 'platform') this.platform = document.value;
    if (document.kind === 'people') this.people = document.value;
    if (document.kind === 'environment' && place.kind === 'environment')
      this.environments.set(place.environment, document.value);
    if (document.kind === 'service' && place.kind === 'service') this.entry(place.service).service = document.value;
    if (document.kind === 'overlay' && place.kind === 'overlay')
      this.entry(place.service).overlays.set(place.environment, document.value);
    if (document.kind === 'manifests' && place.kind === 'manifests')
      (this.entry(place.service).manifests ??= new Map()).set(name, document.value);
    if (document.kind === 'file' && place.kind === 'file')
      (this.entry(place.service).files ??= new Map()).set(name, document.value);
    if (document.kind === 'software' && place.kind === 'software')
      this.addSoftware(place.service, name, document.value);
  }

  /** @returns undefined when there is no platform */
  catalog(): Catalog | undefined {
    if (this.platform === undefined) return undefined;
    const services = new Map<string, CatalogService>();
    for (const [name, { service, overlays, manifests, files, software }] of this.services) {
      if (service === undefined) continue;
      const besides = { ...(manifests && { manifests }), ...(files && { files }), ...(software && { software }) };
      services.set(name, { service, overlays, ...besides });
    }
    const { platform, people, environments, archives } = this;
    return { platform, people, environments, services, ...(archives.size > 0 && { archives }) };
  }

  private addSoftware(service: string | undefined, name: DocumentName, file: SoftwareFile): void {
    if (service === undefined) {
      this.archives.set(name, file);
      return;
    }
    (this.entry(service).software ??= new Map()).set(name, file);
  }

  private entry(name: string): Entry {
    const existing = this.services.get(name);
    if (existing !== undefined) return existing;
    const entry: Entry = {
      service: undefined,
      overlays: new Map<string, Overlay>(),
      manifests: undefined,
      files: undefined,
      software: undefined,
    };
    this.services.set(name, entry);
    return entry;
  }
}

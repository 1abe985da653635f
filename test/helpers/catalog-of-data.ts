import type { Catalog } from '../../src/model/catalog';
import { Environment } from '../../src/model/environment';
import { checkLaws } from '../../src/model/laws';
import { Overlay } from '../../src/model/overlay';
import { Platform } from '../../src/model/platform';
import { resolveAll } from '../../src/model/resolve';
import { Service } from '../../src/model/service';
import type { CatalogData } from './rich-catalogs';

/** A catalog, if it is valid and keeps all laws. */
export function catalogOf(data: CatalogData): Catalog | undefined {
  const platform = Platform.safeParse(data.platform);
  const environment = Environment.safeParse(data.environment);
  const service = Service.safeParse(data.service);
  const overlay = Overlay.safeParse(data.overlay);
  if (!platform.success || !environment.success || !service.success || !overlay.success) return undefined;
  const other = { service: Service.parse(data.other), overlays: new Map([['dev', Overlay.parse(data.release)]]) };
  const catalog = {
    platform: platform.data,
    environments: new Map([
      ['dev', environment.data],
      ['next', Environment.parse(data.otherEnvironment)],
    ]),
    services: new Map([
      ['web', { service: service.data, overlays: new Map([['dev', overlay.data]]) }],
      ...['api', 'auth', 'mail'].map((name) => [name, other] as const),
    ]),
  };
  return checkLaws(catalog, resolveAll(catalog)).length === 0 ? catalog : undefined;
}

import { cpSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

import { shippedCatalog } from '../../helpers/shipped-catalog';
import { temporaryFolder } from '../../helpers/temporary-folder';

/** The client of the game's services. */
export const client = 'client';

/** The services of the game. */
export const nine = [
  'asset-service',
  'auth-service',
  'chat-service',
  'graphics-gateway',
  'persistence-service',
  'physics-service',
  'script-executor',
  'text-gateway',
  'world-state',
];

/** The shipped catalog with services of the game in one environment, and nothing else. @returns its folder */
export function theGameIn(environment: string, services: readonly string[] = [...nine, client]): string {
  const catalog = join(temporaryFolder(), 'catalog');
  cpSync(shippedCatalog, catalog, { recursive: true });
  const others = readdirSync(join(catalog, 'environments')).filter((file) => file !== `${environment}.yaml`);
  for (const file of others) rmSync(join(catalog, 'environments', file));
  for (const service of readdirSync(join(catalog, 'services'))) {
    const folder = join(catalog, 'services', service);
    if (!services.includes(service)) rmSync(folder, { recursive: true });
    else for (const file of others) rmSync(join(folder, file), { force: true });
  }
  return catalog;
}

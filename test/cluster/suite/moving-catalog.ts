import { mkdirSync, readdirSync, rmdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { temporaryFolder } from '../../helpers/temporary-folder';

/** Files of a catalog by their path; null removes one. */
export type CatalogFiles = Readonly<Record<string, string | null>>;

/** A platform of two teams. `more` is appended. */
export function platformWith(more = ''): string {
  return `catalogVersion: 1
repository: { url: https://github.com/your-org/gitops.git }
registry: ghcr.io/your-org
teams:
  web-team: { owners: ["@your-org/web-team"] }
  shop-team: { owners: ["@your-org/shop-team"] }
${more}`;
}

/** An environment with room for many small services. `more` is appended. */
export function environmentWith(sync: 'automatic' | 'manual', more = ''): string {
  return `cluster: { kubernetesVersion: "1.36" }
namespace: "{environment}"
sync: { mode: ${sync} }
gateway: { name: public, namespace: gateway-system, host: "{service}.{environment}.example.com" }
secretStore: { name: vault-backend }
quota:
  requests: { cpu: "64", memory: 128Gi }
  limits: { cpu: "128", memory: 256Gi }
  pods: 200
containerLimits:
  max: { cpu: "2", memory: 4Gi }
  default: { cpu: 500m, memory: 512Mi }
  defaultRequest: { cpu: 100m, memory: 128Mi }
defaults: { scale: { owner: fixed, replicas: 1 } }
${more}`;
}

/** A service of a team, perhaps in a system. */
export function serviceIn(system?: string, team = 'web-team'): string {
  return `team: ${team}
${system === undefined ? '' : `system: ${system}\n`}ports:
  - { name: http, containerPort: 8080 }
`;
}

/** The release that runs in an environment. */
export const overlay = 'release: { version: v1.0.0 }\n';

/** Writes a catalog into a folder of its own. */
export function catalogOf(files: CatalogFiles): string {
  const folder = join(temporaryFolder(), 'catalog');
  writeCatalog(folder, files);
  return folder;
}

/** Writes and removes files of a catalog. */
export function writeCatalog(folder: string, files: CatalogFiles): void {
  for (const [file, text] of Object.entries(files)) {
    const path = join(folder, file);
    if (text === null) {
      rmSync(path);
      if (readdirSync(dirname(path)).length === 0) rmdirSync(dirname(path));
      continue;
    }
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
}

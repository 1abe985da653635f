import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { temporaryFolder } from './temporary-folder';

/** What holds for everything: one team. */
export const platformYaml = `catalogVersion: 1
repository: { url: https://github.com/your-org/gitops.git }
registry: ghcr.io/your-org
teams:
  web-team: { owners: ["@your-org/web-team"] }
`;

/** An environment with room for 20 pods. */
export const environmentYaml = `cluster: { kubernetesVersion: "1.36" }
namespace: "{environment}"
sync: { mode: automatic }
gateway: { name: public, namespace: gateway-system, host: "{service}.{environment}.example.com" }
secretStore: { name: vault-backend }
quota:
  requests: { cpu: "4", memory: 8Gi }
  limits: { cpu: "16", memory: 16Gi }
  pods: 20
containerLimits:
  max: { cpu: "2", memory: 4Gi }
  default: { cpu: 500m, memory: 512Mi }
  defaultRequest: { cpu: 100m, memory: 128Mi }
`;

/** A service with nothing but its port. */
export const serviceYaml = `team: web-team
ports:
  - { name: http, containerPort: 8080 }
`;

/** The release that runs in an environment. */
export const overlayYaml = `release: { version: v1.0.0 }
`;

/** A small valid catalog: service "web" of team "web-team" in "dev" and "prod". */
const smallCatalog: Readonly<Record<string, string>> = {
  'platform.yaml': platformYaml,
  'environments/dev.yaml': environmentYaml,
  'environments/prod.yaml': environmentYaml,
  'services/web/service.yaml': serviceYaml,
  'services/web/dev.yaml': overlayYaml,
  'services/web/prod.yaml': overlayYaml,
};

/** The files of the small catalog, with others: one that is null is left out. */
export function catalogFiles(
  files: Readonly<Record<string, string | Buffer | null>> = {},
): Readonly<Record<string, string | Buffer>> {
  const all = Object.entries({ ...smallCatalog, ...files });
  return Object.fromEntries(all.flatMap(([file, text]) => (text === null ? [] : [[file, text]])));
}

/**
 * Writes a small valid catalog into a folder called `catalog`, which is removed after the test.
 *
 * @param files files that are added or written otherwise; one that is null is left out
 */
export function aCatalogFolder(files: Readonly<Record<string, string | Buffer | null>> = {}): string {
  const folder = join(temporaryFolder(), 'catalog');
  for (const [file, text] of Object.entries(catalogFiles(files))) {
    const path = join(folder, file);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
  return folder;
}

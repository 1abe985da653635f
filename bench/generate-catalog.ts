import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Environments of a generated catalog. */
export const environments = ['dev', 'staging', 'prod'] as const;

/**
 * Writes a catalog of many services, each deployed to three environments: about 10 objects per placement, as services have
 * in real catalogs: account, configuration, secret, workload, service, budget, policy, route, monitor and Application.
 *
 * @param directory the folder of the catalog; it is made
 * @param services how many services
 * @returns number of files
 */
export function generateCatalog(directory: string, services: number): number {
  let files = 0;
  const write = (path: string, lines: readonly string[]): void => {
    writeFileSync(join(directory, path), `${lines.join('\n')}\n`);
    files += 1;
  };
  mkdirSync(join(directory, 'environments'), { recursive: true });
  write('platform.yaml', platform());
  for (const environment of environments)
    write(`environments/${environment}.yaml`, environmentFile(environment, services));
  for (let index = 0; index < services; index++) {
    const name = serviceName(index);
    mkdirSync(join(directory, 'services', name), { recursive: true });
    write(`services/${name}/service.yaml`, serviceFile(index));
    for (const environment of environments)
      write(`services/${name}/${environment}.yaml`, overlayFile(index, environment));
  }
  return files;
}

/** Name of the n-th service. */
export function serviceName(index: number): string {
  return `service-${String(index).padStart(5, '0')}`;
}

function platform(): readonly string[] {
  const teams = Array.from({ length: 20 }, (_, index) => [
    `  team-${index}:`,
    `    owners: ["@example/team-${index}"]`,
    `    email: team-${index}@example.com`,
  ]);
  return [
    'catalogVersion: 1',
    'repository:',
    '  url: https://git.example.com/platform/gitops.git',
    'registry: registry.example.com/services',
    'portal:',
    '  provider: port',
    'notifications:',
    '  port: [on-sync-succeeded, on-sync-failed, on-health-degraded]',
    'teams:',
    ...teams.flat(),
  ];
}

function environmentFile(environment: string, services: number): readonly string[] {
  return [
    'cluster:',
    '  kubernetesVersion: "1.36"',
    'namespace: "{environment}"',
    'sync:',
    `  mode: ${environment === 'prod' ? 'manual' : 'automatic'}`,
    'gateway:',
    '  name: public',
    '  namespace: gateway-system',
    `  host: "{service}.${environment}.example.com"`,
    'secretStore:',
    '  name: vault-backend',
    'quota:',
    `  requests: { cpu: "${services * 4}", memory: ${services * 4}Gi }`,
    `  limits: { cpu: "${services * 16}", memory: ${services * 16}Gi }`,
    `  pods: ${services * 16}`,
    'containerLimits:',
    '  max: { cpu: "4", memory: 8Gi }',
    '  default: { cpu: 500m, memory: 512Mi }',
    '  defaultRequest: { cpu: 100m, memory: 128Mi }',
    'defaults:',
    '  terminationGracePeriodSeconds: 30',
  ];
}

function serviceFile(index: number): readonly string[] {
  return [
    `team: team-${index % 20}`,
    `description: Generated service ${index}`,
    'language: java',
    'framework: spring-boot',
    'ports:',
    '  - { name: http, containerPort: 8080, port: 80 }',
    '  - { name: grpc, containerPort: 50051, protocol: grpc }',
    'public: true',
    'database: true',
    ...(index === 0 ? [] : ['dependsOn:', `  - ${serviceName(Math.floor(index / 2))}`]),
    'egress:',
    '  - { description: PostgreSQL, namespace: db, ports: [5432] }',
    'resources:',
    '  requests: { cpu: 200m, memory: 512Mi }',
    '  limits: { cpu: 1000m, memory: 1Gi }',
    'config:',
    '  values:',
    '    LOG_FORMAT: json',
    `    SERVICE_NUMBER: "${index}"`,
  ];
}

function overlayFile(index: number, environment: string): readonly string[] {
  const digest = (index + 1).toString(16).padStart(64, '0');
  return [
    'release:',
    `  version: v1.${index % 50}.${environment === 'prod' ? 0 : 1}`,
    `  digest: sha256:${digest}`,
    'scale:',
    '  owner: fixed',
    `  replicas: ${environment === 'prod' ? 3 : 1}`,
    'config:',
    '  values:',
    `    ENVIRONMENT: ${environment}`,
    `    LOG_LEVEL: ${environment === 'dev' ? 'DEBUG' : 'INFO'}`,
  ];
}

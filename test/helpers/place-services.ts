import type { z } from 'zod';

import { Environment } from '../../src/model/environment';
import { Overlay } from '../../src/model/overlay';
import { place } from '../../src/model/place';
import type { Baseline, Placement } from '../../src/model/placement';
import { Platform } from '../../src/model/platform';
import { Service } from '../../src/model/service';

/** What a test says of several services in the environment "prod"; the rest is the smallest catalog that the model accepts. */
export interface ServicesOverrides {
  readonly services: Readonly<Record<string, Partial<z.input<typeof Service>>>>;
  readonly environment?: Partial<z.input<typeof Environment>>;
  readonly platform?: Partial<z.input<typeof Platform>>;
}

/** Several services in one environment, placed by the real model: for what depends on more than one service. */
export function placeServices({ services, environment, platform }: ServicesOverrides): {
  readonly placements: Readonly<Record<string, Placement>>;
  readonly baseline: Baseline;
} {
  const { placements, baselines } = place({
    platform: Platform.parse({ ...defaults.platform, ...platform }),
    environments: new Map([['prod', Environment.parse({ ...defaults.environment, ...environment })]]),
    services: new Map(
      Object.entries(services).map(([name, service]) => [
        name,
        {
          service: Service.parse({ ...defaults.service, ...service }),
          overlays: new Map([['prod', Overlay.parse({ release: { version: 'v1.0.0' } })]]),
        },
      ]),
    ),
  });
  const [baseline] = baselines;
  if (baseline === undefined) throw new Error('the environment has no baseline');
  return { placements: Object.fromEntries(placements.map((placement) => [placement.service, placement])), baseline };
}

const amounts = { cpu: '8', memory: '16Gi' };

const defaults = {
  platform: {
    catalogVersion: 1,
    repository: { url: 'https://github.com/your-org/gitops.git' },
    registry: 'ghcr.io/your-org',
    teams: { payments: { owners: ['@your-org/payments'] }, orders: { owners: ['@your-org/orders'] } },
  },
  environment: {
    cluster: { kubernetesVersion: '1.36' },
    namespace: '{environment}',
    sync: { mode: 'manual' },
    gateway: { name: 'public', namespace: 'gateway-system', host: '{service}.example.com' },
    secretStore: { name: 'vault-backend' },
    quota: { requests: amounts, limits: amounts, pods: 50 },
    containerLimits: { max: amounts, default: amounts, defaultRequest: amounts },
  },
  service: { team: 'payments', ports: [{ name: 'http', containerPort: 8080 }] },
} satisfies {
  platform: z.input<typeof Platform>;
  environment: z.input<typeof Environment>;
  service: z.input<typeof Service>;
};

import type { z } from 'zod';

import { Environment } from '../../src/model/environment';
import { Overlay } from '../../src/model/overlay';
import { place } from '../../src/model/place';
import type { Placement } from '../../src/model/placement';
import { Platform } from '../../src/model/platform';
import { Service } from '../../src/model/service';

/** What a test says of a placement; the rest is the smallest catalog that the model accepts. */
export interface PlacementOverrides {
  /** @default web */
  readonly name?: string;
  readonly service?: Partial<z.input<typeof Service>>;
  readonly environment?: Partial<z.input<typeof Environment>>;
  readonly overlay?: Partial<z.input<typeof Overlay>>;
  readonly platform?: Partial<z.input<typeof Platform>>;
}

/** A placement as the real model makes it: parsed, resolved and placed. */
export function aPlacement(overrides: PlacementOverrides = {}): Placement {
  const name = overrides.name ?? 'web';
  const catalog = {
    platform: Platform.parse({ ...platform, ...overrides.platform }),
    environments: new Map([['dev', Environment.parse({ ...environment, ...overrides.environment })]]),
    services: new Map([
      [
        name,
        {
          service: Service.parse({ ...service, ...overrides.service }),
          overlays: new Map([['dev', Overlay.parse({ ...overlay, ...overrides.overlay })]]),
        },
      ],
    ]),
  };
  const [placement] = place(catalog).placements;
  if (placement === undefined) throw new Error(`service "${name}" was not placed`);
  return placement;
}

const platform = {
  catalogVersion: 1,
  repository: { url: 'https://github.com/your-org/gitops.git' },
  registry: 'ghcr.io/your-org',
  teams: { payments: { owners: ['@your-org/payments'] } },
} satisfies z.input<typeof Platform>;

const amounts = { cpu: '100', memory: '100Gi' };

const environment = {
  cluster: { kubernetesVersion: '1.36' },
  namespace: '{environment}',
  sync: { mode: 'automatic' },
  gateway: { name: 'public', namespace: 'gateway-system', host: '{service}.example.com' },
  secretStore: { name: 'vault-backend' },
  quota: { requests: amounts, limits: amounts, pods: 100 },
  containerLimits: { max: amounts, default: amounts, defaultRequest: amounts },
} satisfies z.input<typeof Environment>;

const service = {
  team: 'payments',
  ports: [{ name: 'http', containerPort: 8080 }],
} satisfies z.input<typeof Service>;

const overlay = { release: { version: 'v1.0.0' } } satisfies z.input<typeof Overlay>;

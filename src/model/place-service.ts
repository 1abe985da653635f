import type * as z from 'zod';

import { Environment } from './environment';
import type { Catalog, CatalogService } from './catalog';
import { checkLaws } from './laws';
import { Overlay } from './overlay';
import { placesOf } from './place';
import type { Placement } from './placement';
import { Platform } from './platform';
import { InputError } from './problem';
import type { Problem } from './problem';
import { noLimit } from './quantity';
import { resolveAll } from './resolve';
import { Service } from './service';

/** A service as `service.yaml` has it, and what an environment says of it. */
export interface WrittenService {
  /** What `catalog/services/<service>/service.yaml` may say; a team and the ports are enough. */
  readonly service: z.input<typeof Service>;
  /** What `catalog/services/<service>/<environment>.yaml` may say; a release is enough. */
  readonly overlay: z.input<typeof Overlay>;
}

/** Properties of `placeService`. */
export interface PlaceServiceProps extends WrittenService {
  /** Name of the service. */
  readonly name: string;
  /** Name of the environment. */
  readonly environment: string;
  /**
   * What `catalog/environments/<environment>.yaml` may say.
   *
   * @default - a cluster of the newest Kubernetes that is known, a namespace called like the environment, and no bounds that a
   *   service could hit
   */
  readonly where?: Partial<z.input<typeof Environment>>;
  /** What `catalog/platform.yaml` may say. @default - one team: that of the service */
  readonly platform?: Partial<z.input<typeof Platform>>;
  /** Services that it calls, or that call it, by name: network policies are made of them. @default - none */
  readonly others?: Readonly<Record<string, WrittenService>>;
}

/**
 * Places a service without a catalog on a disk: what is said is checked as files of a catalog are, and every default is applied.
 *
 * @returns what `MicroserviceChart` and `EnvironmentOverlay` take
 * @throws InputError with everything that is wrong
 */
export function placeService(props: PlaceServiceProps): Placement {
  const { name, environment, service, overlay, where = {}, platform = {}, others = {} } = props;
  const problems: Problem[] = [];
  const read = <Schema extends z.ZodType>(
    schema: Schema,
    file: string,
    value: unknown,
  ): z.output<Schema> | undefined => {
    const result = schema.safeParse(value);
    if (result.success) return result.data;
    for (const { path, message } of result.error.issues)
      problems.push({ file, path: path.map((key) => (typeof key === 'number' ? key : String(key))), message });
    return undefined;
  };
  const teams = Object.fromEntries(
    [service, ...Object.values(others).map((other) => other.service)].map(({ team }) => [
      team,
      { owners: [`@${team}`] },
    ]),
  );
  const services = new Map<string, CatalogService>();
  for (const [key, written] of Object.entries({ ...others, [name]: { service, overlay } })) {
    const wants = read(Service, key, written.service);
    const runs = read(Overlay, `${key} in ${environment}`, written.overlay);
    if (wants !== undefined && runs !== undefined)
      services.set(key, { service: wants, overlays: new Map([[environment, runs]]) });
  }
  const place = read(Environment, environment, { ...usualEnvironment, ...where });
  const whole = read(Platform, 'platform', { ...usualPlatform, teams, ...platform });
  if (place === undefined || whole === undefined || problems.length > 0) throw new InputError(problems);
  const catalog: Catalog = { platform: whole, environments: new Map([[environment, place]]), services };
  const all = resolveAll(catalog);
  const breaches = checkLaws(catalog, all);
  if (breaches.length > 0)
    throw new InputError(breaches.map(({ document, ...breach }) => ({ file: document, ...breach })));
  const own = all.find((one) => one.service === name);
  if (own === undefined) throw new Error(`service "${name}" was not placed`);
  return placesOf(catalog, all).placementOf(own);
}

const amounts = { cpu: '1000', memory: '1000Gi' };
const limits = { cpu: noLimit, memory: '1000Gi' };

/** Nobody is bounded by what nobody has said. */
const usualEnvironment: z.input<typeof Environment> = {
  cluster: { kubernetesVersion: '1.36' },
  namespace: '{environment}',
  sync: { mode: 'automatic' },
  gateway: { name: 'gateway', namespace: 'gateway-system', host: '{service}.{environment}.example.com' },
  secretStore: { name: 'secrets' },
  quota: { requests: amounts, limits, pods: 10_000 },
  containerLimits: { max: limits, default: limits, defaultRequest: { cpu: '100m', memory: '128Mi' } },
};

const usualPlatform: Omit<z.input<typeof Platform>, 'teams'> = {
  catalogVersion: 1,
  repository: { url: 'https://example.com/gitops.git' },
  registry: 'registry.example.com',
};

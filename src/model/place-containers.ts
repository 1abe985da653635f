import type { InitContainer, Sidecar } from './container';
import { hasRegistry } from './image-reference';
import type { ServiceJob } from './job';
import { mergeLayers } from './layers';
import { imageOf } from './place-names';
import { placeProbes } from './place-probes';
import type { PlacedContainer, PlacedSidecar } from './placed-container';
import type { Platform } from './platform';
import { defaultSettings } from './presets';
import type { Settings } from './presets';
import { limitValue } from './quantity';
import { placeholders } from './resolve';
import type { Resolved } from './resolve';
import { placeResources } from './resources';
import { filledVariables } from './variables';

/** Init containers of a placement, in the order in which they run. */
export function placeInitContainers(platform: Platform, resolved: Resolved): readonly PlacedContainer[] {
  const { initContainers } = resolved.settings;
  return Object.entries(initContainers).map(([name, wants]) => placeContainer(platform, resolved, name, wants));
}

/** Sidecars of a placement. */
export function placeSidecars(platform: Platform, resolved: Resolved): readonly PlacedSidecar[] {
  return Object.entries(resolved.settings.sidecars).map(([name, wants]) => ({
    ...placeContainer(platform, resolved, name, wants),
    native: wants.native ?? true,
    ports: portsOfContainer(resolved, name).map(({ name: port, containerPort, protocol }) => ({
      name: port,
      containerPort,
      protocol,
    })),
    probes: placeProbes(containerSettings(resolved, name, wants).probes),
  }));
}

/** Ports of the pods on which a container listens: a sidecar, or that of the service when no name is given. */
export function portsOfContainer({ wants }: Pick<Resolved, 'wants'>, container?: string): Resolved['wants']['ports'] {
  return wants.ports.filter((port) => port.container === container);
}

/**
 * What a container is, with what it leaves out: as of a service that says nothing, but the security of this one.
 *
 * @param usualResources amounts that it has where it says none @default - those of a service that says nothing
 */
export function containerSettings(
  resolved: Resolved,
  name: string,
  wants: InitContainer | Sidecar,
  usualResources?: Settings['resources'],
): Pick<Settings, 'probes' | 'resources' | 'security'> {
  const probes = ('probes' in wants ? wants.probes : undefined) ?? {};
  const own = portsOfContainer(resolved, name).map(({ container: _container, ...port }) => port);
  const { resources: every, probes: usual } = defaultSettings({ ports: own });
  const base = {
    ...resolved.settings,
    resources: givingWay(usualResources ?? every, wants.resources),
    probes: {
      liveness: { ...usual.liveness, ...(probes.liveness === undefined ? notAsked : {}) },
      readiness: { ...usual.readiness, ...(probes.readiness === undefined ? notAsked : {}) },
    },
  };
  const layer = { probes, resources: wants.resources, security: wants.security };
  const settings = mergeLayers(base, [{ settings: layer }]);
  const { startup } = settings.probes;
  // As that of a service, it asks what the liveness probe asks.
  return startup === undefined
    ? settings
    : {
        ...settings,
        probes: { ...settings.probes, startup: { ...usual.liveness, ...saidOf(probes.liveness), ...startup } },
      };
}

/** The usual amounts, where they leave room for those that are said: a limit alone is the request, too, as a server reads it. */
function givingWay(usual: Settings['resources'], said: InitContainer['resources']): Settings['resources'] {
  const least = (a: string, b = a): string => (limitValue(b) < limitValue(a) ? b : a);
  const most = (a: string, b = a): string => (limitValue(b) > limitValue(a) ? b : a);
  const { requests, limits } = usual;
  return {
    requests: {
      cpu: least(requests.cpu, said?.limits?.cpu),
      memory: least(requests.memory, said?.limits?.memory),
      ephemeralStorage: least(requests.ephemeralStorage, said?.limits?.ephemeralStorage),
    },
    limits: {
      cpu: most(limits.cpu, said?.requests?.cpu),
      memory: most(limits.memory, said?.requests?.memory),
      ephemeralStorage: most(limits.ephemeralStorage, said?.requests?.ephemeralStorage),
    },
  };
}

const notAsked = { protocol: 'none' } as const;

function saidOf(probe: object | undefined): object {
  return probe ?? {};
}

/** Folder that every container may write to, unless it says otherwise. */
const sharedFolder = '/tmp';

/** Its own paths, and the folders of the service that are seen there. */
export function containerMounts({ settings }: Resolved, { mounts = {} }: InitContainer): PlacedContainer['mounts'] {
  const usual = sharedFolder in settings.scratch ? { [sharedFolder]: sharedFolder } : {};
  const all: Readonly<Record<string, string | null>> = { ...usual, ...mounts };
  return Object.keys(all)
    .sort()
    .flatMap((path) => {
      const folder = all[path];
      return typeof folder === 'string' ? [{ path, folder }] : [];
    });
}

/** Completes a container. */
export function placeContainer(
  platform: Platform,
  resolved: Resolved,
  name: string,
  wants: InitContainer,
): PlacedContainer {
  const { image, command = [], args = [], env = {}, envFrom = [], inheritsEnv = image === undefined } = wants;
  const { resources, security } = containerSettings(resolved, name, wants);
  return {
    name,
    image: image === undefined ? imageOf(platform, resolved) : belowRegistry(platform, resolved, image),
    command,
    args,
    env: filledVariables(env, placeholders(resolved)),
    envFrom,
    inheritsEnv,
    resources: placeResources(resources),
    security,
    mounts: containerMounts(resolved, wants),
  };
}

function belowRegistry(platform: Platform, { settings, wants }: Resolved, image: string): string {
  const isComplete = hasRegistry(image) || wants.unadopted?.includes('image-registry') === true;
  return isComplete ? image : `${settings.pull.registry ?? platform.registry}/${image}`;
}

/** A container besides that of the service, and where it is said. */
export interface BesideContainer {
  readonly key: 'initContainers' | 'sidecars';
  readonly name: string;
  readonly wants: InitContainer | Sidecar;
}

/** A container besides that of the service, or one of a job. */
export type Program = BesideContainer | { readonly key: 'jobs'; readonly name: string; readonly wants: ServiceJob };

/** Every container but that of the service, also those of jobs. */
export function programsOf(resolved: Pick<Resolved, 'settings'>): readonly Program[] {
  const jobs = Object.entries(resolved.settings.jobs);
  return [...containersBeside(resolved), ...jobs.map(([name, wants]): Program => ({ key: 'jobs', name, wants }))];
}

/** Every container besides that of the service, with the key that says it. */
export function containersBeside({ settings }: Pick<Resolved, 'settings'>): readonly BesideContainer[] {
  const { initContainers, sidecars } = settings;
  return [
    ...Object.entries(initContainers).map(([name, wants]) => ({ key: 'initContainers' as const, name, wants })),
    ...Object.entries(sidecars).map(([name, wants]) => ({ key: 'sidecars' as const, name, wants })),
  ];
}

import { documents } from '../catalog';
import type { EnvironmentConvention } from '../convention';
import type { Catalog, Breach } from '../catalog';
import { leastRequest } from '../least-request';
import { containerSettings, programsOf } from '../place-containers';
import { formatBytes, limitValue, noLimit } from '../quantity';
import type { Resolved } from '../resolve';
import { nameOf, placeOf } from './place-of';

/** What a pod asks for, may use and writes to must fit into each other. */
export function* checkResources(resolved: Resolved): Iterable<Breach> {
  yield* requestsAndLimits(resolved);
  yield* containerMaximum(resolved);
  yield* withoutCpuLimit(resolved);
  yield* scratchFolders(resolved);
  yield* memoryFolders(resolved);
}

/** What a container gets when it says nothing must be allowed: Kubernetes refuses a LimitRange that contradicts itself. */
export function* checkContainerLimits({ environments }: Catalog): Iterable<Breach> {
  for (const [name, { containerLimits }] of environments) {
    for (const resource of ['cpu', 'memory'] as const) {
      const [given, least] = [containerLimits.defaultRequest[resource], leastRequest[resource]];
      if (limitValue(given) >= limitValue(least)) continue;
      yield {
        document: documents.environment(name),
        path: ['containerLimits', 'defaultRequest', resource],
        message: `containerLimits.defaultRequest.${resource} ${given} is below ${least}, the least that a container may ask for`,
        hint: 'raise it: the API server refuses a LimitRange whose default is below its minimum',
      };
    }
    for (const [lower, upper] of [
      ['default', 'max'],
      ['defaultRequest', 'default'],
    ] as const) {
      for (const resource of ['cpu', 'memory'] as const) {
        const [low, high] = [containerLimits[lower][resource], containerLimits[upper][resource]];
        if (limitValue(low) <= limitValue(high)) continue;
        yield {
          document: documents.environment(name),
          path: ['containerLimits', lower, resource],
          message: `containerLimits.${lower}.${resource} ${low} is above containerLimits.${upper}.${resource} ${high}`,
          hint: `lower it or raise containerLimits.${upper}.${resource}`,
        };
      }
    }
  }
}

/** What is said of a container, and where. */
interface Said {
  /** Before the path of a setting: nothing for the container of the service. */
  readonly prefix: readonly string[];
  /** For messages. */
  readonly container: string;
  readonly resources: Resolved['settings']['resources'];
}

function saidOf(resolved: Resolved): readonly Said[] {
  return [
    { prefix: [], container: '', resources: resolved.settings.resources },
    ...programsOf(resolved).map(({ key, name, wants }) => ({
      prefix: [key, name],
      container: `the container "${name}" of `,
      resources: containerSettings(resolved, name, wants).resources,
    })),
  ];
}

function* requestsAndLimits(resolved: Resolved): Iterable<Breach> {
  for (const { prefix, container, resources } of saidOf(resolved)) {
    const { requests, limits } = resources;
    for (const resource of ['cpu', 'memory', 'ephemeralStorage'] as const) {
      if (limitValue(requests[resource]) <= limitValue(limits[resource])) continue;
      const paths = [
        [...prefix, 'resources', 'requests', resource],
        [...prefix, 'resources', 'limits', resource],
      ];
      yield {
        ...placeOf(resolved, ...paths),
        message: `${container}${nameOf(resolved, ...paths)} requests ${requests[resource]} of ${resource}, above its limit of ${limits[resource]}`,
        hint: `raise resources.limits.${resource} or lower resources.requests.${resource}`,
      };
    }
  }
}

function* containerMaximum(resolved: Resolved): Iterable<Breach> {
  if (resolved.where.unadopted?.includes('container-limits') === true) return;
  const { max } = resolved.where.containerLimits;
  for (const { prefix, container, resources } of saidOf(resolved)) {
    for (const resource of ['cpu', 'memory'] as const) {
      const limit = resources.limits[resource];
      if (limit === noLimit || limitValue(limit) <= limitValue(max[resource])) continue;
      yield {
        ...placeOf(resolved, [...prefix, 'resources', 'limits', resource]),
        message: `${container}service "${resolved.service}" has a ${resource} limit of ${limit}, above the ${max[resource]} that one container may have in "${resolved.environment}"`,
        hint: `lower it or raise containerLimits.max.${resource} in catalog/${documents.environment(resolved.environment)}`,
      };
    }
  }
}

/** Where a namespace bounds CPU, a server gives a container without a limit the usual one, or refuses its pod. */
function* withoutCpuLimit(resolved: Resolved): Iterable<Breach> {
  const { environment, where } = resolved;
  const isAdopted = (one: EnvironmentConvention): boolean => where.unadopted?.includes(one) !== true;
  const usual = where.containerLimits.default.cpu;
  const counted = where.quota.limits.cpu;
  const bounds = [
    ...(isAdopted('container-limits') && usual !== noLimit
      ? [{ key: 'containerLimits.default.cpu', says: `gives it ${usual}` }]
      : []),
    ...(isAdopted('quota') && counted !== noLimit
      ? [{ key: 'quota.limits.cpu', says: 'refuses pods that name none' }]
      : []),
  ];
  if (bounds.length === 0) return;
  for (const { prefix, container, resources } of saidOf(resolved)) {
    if (resources.limits.cpu !== noLimit) continue;
    const path = [...prefix, 'resources', 'limits', 'cpu'];
    yield {
      ...placeOf(resolved, path),
      message: `${container}service "${resolved.service}" has no limit of CPU, and in "${environment}" ${bounds.map(({ key, says }) => `${key} ${says}`).join(', and ')}`,
      hint: `give it a limit, or say "none" of ${bounds.map(({ key }) => key).join(' and ')} in catalog/${documents.environment(environment)}`,
    };
  }
}

function* scratchFolders(resolved: Resolved): Iterable<Breach> {
  const empty = emptyDirs(resolved, undefined);
  const sizes = [...Object.values(resolved.settings.scratch), ...empty];
  const isMore = empty.length > 0;
  const limit = resolved.settings.resources.limits.ephemeralStorage;
  const total = sizes.reduce((sum, size) => sum + limitValue(size), 0);
  if (total <= limitValue(limit)) return;
  const paths = [['scratch'], ['resources', 'limits', 'ephemeralStorage']];
  yield {
    ...placeOf(resolved, ...paths),
    message: `${nameOf(resolved, ...paths)} has scratch folders${isMore ? ' and empty volumes' : ''} of ${formatBytes(total)} in all, above its limit of ${limit} of ephemeralStorage`,
    hint: 'the pod would be evicted when they fill up: raise resources.limits.ephemeralStorage or make them smaller',
  };
}

/** What the process writes into memory is memory that it uses: the kernel ends it when both are above the limit. */
function* memoryFolders(resolved: Resolved): Iterable<Breach> {
  const limit = resolved.settings.resources.limits.memory;
  const total = emptyDirs(resolved, 'Memory').reduce((sum, size) => sum + limitValue(size), 0);
  if (total < limitValue(limit) || total === 0) return;
  const paths = [['volumes'], ['resources', 'limits', 'memory']];
  yield {
    ...placeOf(resolved, ...paths),
    message: `${nameOf(resolved, ...paths)} has volumes in memory of ${formatBytes(total)} in all, which leave nothing of its limit of ${limit} of memory`,
    hint: 'raise resources.limits.memory or make them smaller',
  };
}

/** Sizes of the volumes that are empty at the start. */
function emptyDirs({ settings }: Resolved, medium: 'Memory' | undefined): readonly string[] {
  return Object.values(settings.volumes).flatMap(({ emptyDir }) =>
    emptyDir?.size === undefined || emptyDir.medium !== medium ? [] : [emptyDir.size],
  );
}

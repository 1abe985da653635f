import { documents } from '../model/catalog';
import type { Problem } from '../model/problem';
import { limitValue } from '../model/quantity';
import type { Resolved } from '../model/resolve';
import type { Operation } from '../yaml/operation';
import { requestProblem } from './request-problem';

/** What a pod asks for and may use at most, as quantities. */
export type WantedResources = Readonly<
  Partial<Record<'cpu' | 'memory' | 'cpuLimit' | 'memoryLimit', string | undefined>>
>;

const amounts = [
  { resource: 'cpu', request: 'cpu', limit: 'cpuLimit' },
  { resource: 'memory', request: 'memory', limit: 'memoryLimit' },
] as const;

/** Operations of an overlay for what differs from what holds there. */
export function resourceOperations({ settings }: Resolved, wanted: WantedResources): readonly Operation[] {
  return amounts.flatMap(({ resource, request, limit }) => [
    ...setAmount(['resources', 'requests', resource], settings.resources.requests[resource], wanted[request]),
    ...setAmount(['resources', 'limits', resource], settings.resources.limits[resource], wanted[limit]),
  ]);
}

function setAmount(path: readonly string[], before: string, after: string | undefined): readonly Operation[] {
  if (after === undefined || limitValue(before) === limitValue(after)) return [];
  return [{ kind: 'set', path, value: after }];
}

/** What a pod asks for stays at or below what it may use, and that below what a container may have there. */
export function* resourceProblems(
  { environment, settings, where }: Resolved,
  wanted: WantedResources,
): Iterable<Problem> {
  for (const { resource, request, limit } of amounts) {
    if (wanted[request] === undefined && wanted[limit] === undefined) continue;
    const asked = wanted[request] ?? settings.resources.requests[resource];
    const most = wanted[limit] ?? settings.resources.limits[resource];
    const max = where.containerLimits.max[resource];
    if (limitValue(asked) > limitValue(most)) {
      yield wanted[limit] === undefined
        ? requestProblem(
            [request],
            `a pod would ask for ${asked} of ${resource}, above its limit of ${most}`,
            `raise ${limit} to ${asked} or more, too, or ask for ${most} or less`,
          )
        : requestProblem(
            [limit],
            `a pod asks for ${asked} of ${resource}, above a limit of ${most}`,
            `lower ${request} to ${most} or less, too, or give a limit of ${asked} or more`,
          );
    } else if (wanted[limit] !== undefined && limitValue(most) > limitValue(max)) {
      yield requestProblem(
        [limit],
        `${most} of ${resource} is above the ${max} that one container may have in "${environment}"`,
        `say ${max} or less, or raise containerLimits.max.${resource} in catalog/${documents.environment(environment)}`,
      );
    }
  }
}

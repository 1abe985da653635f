import * as z from 'zod';

import { askPulumi } from './ask-pulumi';
import type { Variables } from './kubectl';
import { helmRelease, objectOf, releaseOf } from './plan';

/** What Pulumi keeps of a stack, as far as it is about releases and where they are. */
export interface KnownReleases {
  /** `NAMESPACE/NAME` of each release that Pulumi has made or imported. */
  readonly releases: ReadonlySet<string>;
  /** Names of namespaces that Pulumi has made or imported. */
  readonly namespaces: ReadonlySet<string>;
  /** How many resources were being made when Pulumi was ended, and may be there. */
  readonly unfinished: number;
}

const State = z.looseObject({
  deployment: z.looseObject({
    resources: z.array(z.looseObject({ type: z.string(), inputs: z.unknown().optional() })).nullish(),
    pending_operations: z.array(z.unknown()).nullish(),
  }),
});

/**
 * Which releases and namespaces are in the state of a stack.
 *
 * @param root of the project
 * @returns undefined when Pulumi does not say so, or has no such stack
 */
export function knownReleases(root: string, stack: string, variables: Variables): KnownReleases | undefined {
  const state = askPulumi(State, ['stack', 'export', '--stack', stack], root, variables);
  if (state === undefined) return undefined;
  const { resources, pending_operations: pending } = state.deployment;
  const releases = (resources ?? [])
    .filter(({ type }) => type === helmRelease)
    .flatMap(({ type, inputs }) => releaseOf({ type, inputs }))
    .map(({ namespace, name }) => `${namespace}/${name}`);
  const namespaces = (resources ?? [])
    .flatMap(({ type, inputs }) => objectOf({ type, inputs }))
    .flatMap(({ kind, name }) => (kind === 'Namespace' ? name : []));
  return { releases: new Set(releases), namespaces: new Set(namespaces), unfinished: pending?.length ?? 0 };
}

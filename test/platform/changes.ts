import * as z from 'zod';

import type { EngineRun } from './pulumi-project';

const Preview = z.looseObject({ steps: z.array(z.looseObject({ op: z.string(), urn: z.string() })) });

/** What `pulumi preview --json` would do, as "update argocd-release"; nothing for what stays as it is. */
export function changes({ stdout }: EngineRun): readonly string[] {
  const { steps } = Preview.parse(JSON.parse(stdout));
  return steps.filter(({ op }) => op !== 'same' && op !== 'read').map(({ op, urn }) => `${op} ${nameIn(urn)}`);
}

/** Names of resources in the order in which a run was done with them. */
export function orderOf({ output }: EngineRun, done: 'created' | 'deleted'): readonly string[] {
  return [...output.matchAll(new RegExp(`^ [-+] +\\S+ (\\S+) ${done} `, 'gm'))].map(([, name = '']) => name);
}

function nameIn(urn: string): string {
  return urn.split('::').at(-1) ?? urn;
}

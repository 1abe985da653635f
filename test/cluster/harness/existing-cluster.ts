import { execFileSync } from 'node:child_process';
import { networkInterfaces } from 'node:os';

import * as z from 'zod';

import type { ProgramFiles } from './control-plane';

/** A cluster that was there before. */
export interface ExistingCluster {
  readonly kubeconfig: string;
  /** Address of this machine as the pods of the cluster see it. */
  readonly ownAddress: string;
}

const Config = z.looseObject({
  'current-context': z.string().default(''),
  clusters: z.array(z.looseObject({ cluster: z.looseObject({ server: z.string() }) })).default([]),
});

/**
 * The cluster that `KUBECONFIG` names.
 *
 * The tests make and delete namespaces and Applications. So that nobody runs them against the cluster that a shell happens
 * to know, one that is not on this machine must be named twice: `SLIPWAY_TEST_CONTEXT` has to be its context.
 * `SLIPWAY_TEST_ADDRESS` says how pods reach this machine. @default - its first address that is not a loopback one
 *
 * @returns undefined when `KUBECONFIG` is not set
 * @throws Error when it may not be used
 */
export function existingCluster(variables: NodeJS.ProcessEnv, program: ProgramFiles): ExistingCluster | undefined {
  const { KUBECONFIG, SLIPWAY_TEST_CONTEXT, SLIPWAY_TEST_ADDRESS } = variables;
  if (KUBECONFIG === undefined || KUBECONFIG === '') return undefined;
  const text = execFileSync(program('kubectl'), ['config', 'view', '--minify', '--output=json'], { encoding: 'utf8' });
  const { 'current-context': context, clusters } = Config.parse(JSON.parse(text));
  const server = clusters[0]?.cluster.server ?? '';
  if (!isLocal(server) && SLIPWAY_TEST_CONTEXT !== context) {
    throw new Error(
      `KUBECONFIG names the context "${context}" (${server}), which is not on this machine. The tests make and delete ` +
        `namespaces and Applications there. To allow it: SLIPWAY_TEST_CONTEXT=${context}. ` +
        'For a throw-away cluster: unset KUBECONFIG',
    );
  }
  return { kubeconfig: KUBECONFIG, ownAddress: SLIPWAY_TEST_ADDRESS ?? firstAddress() };
}

function isLocal(server: string): boolean {
  return /^https?:\/\/(localhost|127\.|0\.0\.0\.0|\[::1\])/.test(server);
}

function firstAddress(): string {
  const addresses = Object.values(networkInterfaces()).flatMap((list) => list ?? []);
  return addresses.find(({ family, internal }) => family === 'IPv4' && !internal)?.address ?? '127.0.0.1';
}

import { existsSync } from 'node:fs';

import * as k8s from '@pulumi/kubernetes';
import * as pulumi from '@pulumi/pulumi';

import { InputError } from '../src/model/problem';
import { settingsFile } from './read-settings';
import type { StackSettings } from './settings';

/**
 * The provider for the cluster that a stack is for. Everything that uses it waits until the cluster was asked who it is: where
 * that is another one, `preview` and `up` stop before anything changes. Without this, a kubeconfig that points
 * elsewhere would make Pulumi replace every object, there.
 *
 * @param stack for messages
 * @param defaultKubeconfig what the environment variable KUBECONFIG says
 * @throws InputError where there is no such kubeconfig; Pulumi's own message speaks of YAML then
 */
export function rightCluster(
  { id, kubeconfig, context }: StackSettings['cluster'],
  stack: string,
  defaultKubeconfig: string | undefined,
): k8s.Provider {
  const file = kubeconfig ?? defaultKubeconfig;
  if (file !== undefined && !file.includes(':') && !existsSync(file)) {
    throw new InputError([
      {
        file: settingsFile(stack),
        path: [],
        message: `slipway:cluster.kubeconfig: there is no file "${file}"`,
        hint: 'name a kubeconfig there, or in the environment variable KUBECONFIG',
      },
    ]);
  }
  const access = { ...(kubeconfig === undefined ? {} : { kubeconfig }), ...(context === undefined ? {} : { context }) };
  const probe = new k8s.Provider('probe', access);
  const found = k8s.core.v1.Namespace.get('kube-system', 'kube-system', { provider: probe }).metadata.uid;
  return new k8s.Provider('cluster', {
    ...access,
    clusterIdentifier: found.apply((uid) => sameCluster(uid, id, stack)),
    // An edit of a ConfigMap or a Secret would otherwise delete it and make it anew, and with argocd-secret the keys that
    // Argo CD wrote into it.
    enableConfigMapMutable: true,
    enableSecretMutable: true,
  });
}

function sameCluster(found: string | undefined, wanted: string, stack: string): string {
  if (found === wanted) return wanted;
  throw new pulumi.RunError(
    `this is another cluster: the stack "${stack}" is for the cluster whose namespace kube-system has the uid ${wanted}, ` +
      `and the one that was reached has ${found ?? 'none'}; choose its context, or set slipway:cluster.id in ` +
      settingsFile(stack),
  );
}

import { existsSync } from 'node:fs';

import * as k8s from '@pulumi/kubernetes';
import type * as pulumi from '@pulumi/pulumi';

import { InputError } from '../src/model/problem';
import { settingsFile } from './read-settings';
import type { StackSettings } from './settings';

/**
 * The provider for the cluster that a stack is for. There is none before the cluster was asked who it is: where that is another
 * one, `preview` and `up` stop before anything changes. Without this, a kubeconfig that points elsewhere would make
 * Pulumi replace every object, there.
 *
 * @param stack for messages
 * @param defaultKubeconfig what the environment variable KUBECONFIG says
 * @throws InputError where there is no such kubeconfig, of which Pulumi's own message says that its YAML is wrong, and where this
 *   is another cluster
 */
export async function rightCluster(
  { id, kubeconfig, context }: StackSettings['cluster'],
  stack: string,
  defaultKubeconfig: string | undefined,
): Promise<k8s.Provider> {
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
  const opts = kubeconfig === undefined ? { transformations: [withoutKubeconfig] } : {};
  const probe = new k8s.Provider('probe', access, opts);
  const { metadata } = k8s.core.v1.Namespace.get('kube-system', 'kube-system', { provider: probe });
  refuseAnother(await valueOf(metadata.uid), id, stack);
  return new k8s.Provider(
    // Not "cluster", as it was: an import file knows parents and providers by one name, and could not tell it from the component.
    'cluster-provider',
    {
      ...access,
      clusterIdentifier: id,
      // An edit of a ConfigMap or a Secret would otherwise delete it and make it anew, and with argocd-secret the keys that
      // Argo CD wrote into it.
      enableConfigMapMutable: true,
      enableSecretMutable: true,
      // What somebody edited by hand belongs to that tool from then on, and without this no "up" could repair it.
      enablePatchForce: true,
    },
    { ...opts, aliases: [{ name: 'cluster' }] },
  );
}

/**
 * The SDK would write the path that KUBECONFIG has on this machine into the state, and every other machine would find a change. The
 * provider itself reads KUBECONFIG, too.
 */
function withoutKubeconfig({ props, opts }: pulumi.ResourceTransformationArgs): pulumi.ResourceTransformationResult {
  return { props: { ...props, kubeconfig: undefined }, opts };
}

/** A value that the engine knows, in a preview, too. An error inside `apply` would be shown with where it happened. */
function valueOf<Value>(output: pulumi.Output<Value>): Promise<Value> {
  return new Promise((resolve) => output.apply(resolve));
}

function refuseAnother(found: string, wanted: string, stack: string): void {
  if (found === wanted) return;
  throw new InputError([
    {
      file: settingsFile(stack),
      path: [],
      message: `slipway:cluster.id: this is another cluster: the stack "${stack}" is for the one whose namespace kube-system has the uid ${wanted}, and the one that was reached has ${found}`,
      hint: 'choose its context, or correct the uid',
    },
  ]);
}

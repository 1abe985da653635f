import { Discovery } from '../../../stacks/doctor/discovery';
import { resourcesOf } from '../../../stacks/doctor/plan';
import { fillImportFile } from '../../../stacks/platform-command/import-file';
import type { FilledImport, ImportFile } from '../../../stacks/platform-command/import-file';
import { readStack } from '../../../stacks/platform-command/read-stack';
import { aProject } from '../helpers/a-project';
import { FakeApiServer, helmRelease } from '../helpers/fake-api-server';

/** As Pulumi writes it, with what it leaves open. */
const written: ImportFile = {
  resources: [
    { type: 'platform:cluster:Cluster', name: 'cluster', component: true },
    {
      type: 'kubernetes:core/v1:Namespace',
      name: 'namespaces-argocd',
      id: '<PLACEHOLDER>',
      parent: 'cluster',
      version: '4.34.2',
    },
    {
      type: 'kubernetes:networking.k8s.io/v1:NetworkPolicy',
      name: 'namespaces-argocd-argocd-serverNetworkPolicy',
      logicalName: 'namespaces-argocd-argocd-server',
      id: '<PLACEHOLDER>',
    },
    { type: 'kubernetes:core/v1:Namespace', name: 'namespaces-monitoring', id: '<PLACEHOLDER>' },
    { type: 'kubernetes:helm.sh/v3:Release', name: 'argocd-release', id: '<PLACEHOLDER>' },
    { type: 'kubernetes:helm.sh/v3:Release', name: 'monitoring-release', id: '<PLACEHOLDER>' },
    { type: 'kubernetes:core/v1:ConfigMapPatch', name: 'argocd-argocd-cm', id: '<PLACEHOLDER>' },
  ],
  nameTable: {},
};

/** A cluster with a plain Argo CD: its namespace, one of its policies, and its release. */
async function filled(): Promise<FilledImport> {
  const stack = readStack(aProject(), 'dev');
  const server = await FakeApiServer.start({
    answers: {
      '/api/v1': { resources: [{ name: 'namespaces', kind: 'Namespace', namespaced: false }] },
      '/apis/networking.k8s.io/v1': {
        resources: [{ name: 'networkpolicies', kind: 'NetworkPolicy', namespaced: true }],
      },
      '/api/v1/namespaces/argocd': { metadata: { name: 'argocd' } },
      '/apis/networking.k8s.io/v1/namespaces/argocd/networkpolicies/argocd-server': { metadata: {} },
      ...helmRelease('argo-cd', 'argocd'),
    },
  });
  try {
    const resources = await resourcesOf(stack, stack.settings);
    return await fillImportFile(written, resources, server.api, new Discovery(server.api));
  } finally {
    await server.stop();
  }
}

test('what the cluster has gets its id, where it stands in the program; the rest is left to "up"', async () => {
  const { file, imported, absent } = await filled();

  expect(file).toEqual({
    resources: [
      written.resources[0],
      { ...written.resources[1], id: 'argocd' },
      { ...written.resources[2], id: 'argocd/argocd-server' },
      { ...written.resources[4], id: 'argocd/argo-cd' },
    ],
    nameTable: {},
  });
  expect(imported).toBe(3);
  expect(absent).toEqual([
    'kubernetes:core/v1:Namespace namespaces-monitoring',
    'kubernetes:helm.sh/v3:Release monitoring-release',
  ]);
});

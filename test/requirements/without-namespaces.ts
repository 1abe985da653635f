import { inFile, inTree } from './row';
import type { Claim } from './row';

/** No Application makes a namespace on its way: in every environment it is rendered, and comes with its bounds from the baseline. */
export const withoutNamespaces: readonly Claim[] = [
  inTree(
    'Applications and ApplicationSets that make namespaces',
    (objects) =>
      objects
        .filter(({ kind }) => kind === 'Application' || kind === 'ApplicationSet')
        .filter((object) => JSON.stringify(object['spec']).includes('CreateNamespace'))
        .map(({ metadata }) => metadata.name),
    [],
  ),
  ...['dev', 'staging', 'prod'].flatMap((environment) => [
    inFile(
      `argocd/${environment}/baseline/${environment}/namespace.yaml`,
      (o) => o.metadata.labels?.['pod-security.kubernetes.io/enforce'],
      'restricted',
    ),
    inFile(`argocd/${environment}/baseline/${environment}/resource-quota.yaml`, (o) => o.kind, 'ResourceQuota'),
  ]),
];

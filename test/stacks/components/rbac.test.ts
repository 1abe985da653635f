import * as pulumi from '@pulumi/pulumi';

import { Rbac } from '../../../stacks/components/rbac';
import { record, resourceOf } from '../helpers/record';

const policy = 'g, platform-team, role:platform-admin\n';

test('the policy of an Argo CD of our own is all that it has', async () => {
  const resources = await record(() => new Rbac('rbac', { policy, namespace: 'argocd', isAdopted: false }));

  expect(resourceOf(resources, 'kubernetes:core/v1:ConfigMap', 'rbac-policy')).toMatchObject({
    parent: 'rbac',
    inputs: {
      metadata: {
        name: 'argocd-rbac-cm',
        namespace: 'argocd',
        // Argo CD watches ConfigMaps with this label only.
        labels: { 'app.kubernetes.io/part-of': 'argocd' },
      },
      data: { 'policy.csv': policy, 'policy.default': '', 'policy.matchMode': 'glob', scopes: '[groups]' },
    },
  });
});

test('an Argo CD that was there keeps its own policy, and gets ours besides', async () => {
  const resources = await record(() => new Rbac('rbac', { policy, namespace: 'argocd', isAdopted: true }));

  expect(resources.map(({ type }) => type)).toEqual(['platform:delivery:Rbac', 'kubernetes:core/v1:ConfigMapPatch']);
  expect(resourceOf(resources, 'kubernetes:core/v1:ConfigMapPatch', 'rbac-policy').inputs).toMatchObject({
    metadata: { name: 'argocd-rbac-cm', namespace: 'argocd' },
    data: { 'policy.slipway.csv': policy },
  });
});

test('it is in the namespace when that is there', async () => {
  const resources = await record(() => {
    new Rbac('rbac', { policy, namespace: pulumi.output(Promise.resolve('delivery')), isAdopted: false });
  });

  expect(resourceOf(resources, 'kubernetes:core/v1:ConfigMap', 'rbac-policy').inputs).toMatchObject({
    metadata: { namespace: 'delivery' },
  });
});

import { ApplicationSet } from '../../src/constructs/application-set';
import type { ApplicationSetElement, ApplicationSetProps } from '../../src/constructs/application-set';
import { ArgoApplication } from '../../src/constructs/argo-application';
import { aChart } from '../helpers/a-chart';
import { expandApplicationSet } from '../helpers/expand-application-set';

const identity = { name: 'shop-prod', namespace: 'argocd', labels: { 'app.kubernetes.io/name': 'shop' } };

const template: ApplicationSetProps['template'] = {
  repositoryUrl: 'https://github.com/your-org/gitops.git',
  targetRevision: 'main',
  sync: { mode: 'automatic', prune: true, selfHeal: true },
};

const web: ApplicationSetElement = {
  name: 'web-prod',
  labels: { 'app.kubernetes.io/name': 'web', 'app.kubernetes.io/part-of': 'shop', team: 'payments' },
  annotations: { 'port.io/entity': 'web', 'slipway.dev/change-ticket': 'say "{{ .name }}" & <more>' },
  wave: -10,
  project: 'prod',
  path: 'services/web/overlays/prod',
  destinationNamespace: 'prod',
  ignoresReplicasOf: 'rollout',
  ignoresPodHash: true,
};

const orders: ApplicationSetElement = {
  name: 'orders-prod',
  labels: { 'app.kubernetes.io/name': 'orders', 'app.kubernetes.io/part-of': 'shop', team: 'orders' },
  wave: -10,
  project: 'orders',
  path: 'services/orders/overlays/prod',
  destinationNamespace: 'orders-prod',
};

const byHand = { ...template, sync: { mode: 'manual' } } as const;
const mixed = [{ ...web, sync: byHand.sync }, orders, { ...orders, name: 'old-prod', allowsEmpty: true }] as const;

function applicationSet(elements: readonly ApplicationSetElement[], shared = template) {
  return new ApplicationSet(aChart(), 'application-set', { ...identity, template: shared, elements }).toJson();
}

function applications(elements: readonly ApplicationSetElement[], shared = template) {
  return elements.map((element) =>
    new ArgoApplication(aChart(), 'application', { ...shared, ...element, namespace: 'argocd' }).toJson(),
  );
}

test.each([
  ['two that differ in everything', [web, orders], template],
  ['one, which has everything in common with itself', [web], template],
  ['none', [], template],
  ['manual ones', [web, orders], { ...template, sync: { mode: 'manual' } } as const],
  ['ones that leave their objects', [web, orders], { ...template, deletion: 'orphan' } as const],
  ['manual ones that leave theirs', [web], { ...template, sync: { mode: 'manual' }, deletion: 'orphan' } as const],
  ['one of which may be empty', [web, { ...orders, allowsEmpty: true }], template],
  [
    'manual ones of which one may be empty',
    [{ ...web, allowsEmpty: true }],
    { ...template, sync: { mode: 'manual' } } as const,
  ],
  ['some that a person syncs, and one that may be empty', mixed, template],
  ['one that is synced by itself, where the others are not', [web, { ...orders, sync: template.sync }], byHand],
  ['one that a person syncs, alone', [{ ...web, sync: byHand.sync }], template],
] as const)('it makes the Applications that Slipway would have made: %s', (_case, elements, shared) => {
  expect(expandApplicationSet(applicationSet(elements, shared))).toEqual(applications(elements, shared));
});

test('what all Applications share is in the template, where people look for it', () => {
  const { metadata } = applicationSet([web, orders]).spec.template;

  expect(metadata.labels).toEqual({ 'app.kubernetes.io/part-of': 'shop' });
  expect(metadata.annotations).toEqual({
    'argocd.argoproj.io/manifest-generate-paths': '.',
    'argocd.argoproj.io/sync-wave': '-10',
  });
});

test('the project is templated, because a patch cannot change it', () => {
  const { spec } = applicationSet([web, orders]);

  expect(spec.template.spec.project).toBe('{{ .project }}');
  expect(spec.templatePatch).not.toContain('project');
});

test('a key that an element lacks is an error', () => {
  const { spec } = applicationSet([web]);

  expect(spec.goTemplate).toBe(true);
  expect(spec.goTemplateOptions).toEqual(['missingkey=error']);
});

test('the controller does not add a finalizer where objects are to be left', () => {
  expect(applicationSet([web]).spec).not.toHaveProperty('syncPolicy');
  expect(applicationSet([web], { ...template, deletion: 'orphan' }).spec.syncPolicy).toEqual({
    preserveResourcesOnDeletion: true,
  });
});

test('where a person syncs it leaves Applications, unless these leave what they run', () => {
  const manual = { ...template, sync: { mode: 'manual' } } as const;

  expect(applicationSet([web], manual).spec.syncPolicy).toEqual({ applicationsSync: 'create-update' });
  expect(applicationSet([web], { ...manual, deletion: 'orphan' }).spec.syncPolicy).toEqual({
    preserveResourcesOnDeletion: true,
  });
});

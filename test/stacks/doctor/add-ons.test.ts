import type { ReadyObject } from '../../../stacks/add-ons/add-on';
import { checkAddOns } from '../../../stacks/doctor/checks/add-ons';
import { Discovery } from '../../../stacks/doctor/discovery';
import { planOf } from '../../../stacks/doctor/plan';
import { readStack } from '../../../stacks/platform-command/read-stack';
import { aProject } from '../helpers/a-project';
import { everyAddOn } from '../helpers/every-add-on';
import { FakeApiServer } from '../helpers/fake-api-server';

const issuer: ReadyObject = {
  apiVersion: 'cert-manager.io/v1',
  kind: 'ClusterIssuer',
  name: 'public',
  wanted: { condition: 'Ready' },
};
const deployment: ReadyObject = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  namespace: 'external-dns',
  name: 'external-dns',
  wanted: { condition: 'Available' },
};
const location: ReadyObject = {
  apiVersion: 'velero.io/v1',
  kind: 'BackupStorageLocation',
  namespace: 'velero',
  name: 'default',
  wanted: { phase: 'Available' },
};

const served = {
  '/apis/cert-manager.io/v1': { resources: [{ name: 'clusterissuers', kind: 'ClusterIssuer', namespaced: false }] },
  '/apis/apps/v1': { resources: [{ name: 'deployments', kind: 'Deployment', namespaced: true }] },
  '/apis/velero.io/v1': {
    resources: [{ name: 'backupstoragelocations', kind: 'BackupStorageLocation', namespaced: true }],
  },
};
const paths = {
  issuer: '/apis/cert-manager.io/v1/clusterissuers/public',
  deployment: '/apis/apps/v1/namespaces/external-dns/deployments/external-dns',
  location: '/apis/velero.io/v1/namespaces/velero/backupstoragelocations/default',
};

async function found(objects: readonly ReadyObject[], answers: Readonly<Record<string, unknown>>) {
  const server = await FakeApiServer.start({ answers: { ...served, ...answers } });
  try {
    return (await checkAddOns(server.api, new Discovery(server.api), objects)).map(({ what, remedy }) => [
      what,
      remedy,
    ]);
  } finally {
    await server.stop();
  }
}

const condition = (type: string, status: string, message = '') => ({
  status: { conditions: [{ type, status, message }] },
});

test('add-ons that work have no finding', async () => {
  expect(
    await found([issuer, deployment, location], {
      [paths.issuer]: condition('Ready', 'True'),
      [paths.deployment]: condition('Available', 'True'),
      [paths.location]: { status: { phase: 'Available' } },
    }),
  ).toEqual([]);
});

test('what does not work is said as the cluster says it, with where to look', async () => {
  expect(
    await found([issuer, deployment, location], {
      [paths.issuer]: condition('Ready', 'False', 'the account is not registered'),
      [paths.deployment]: {},
      [paths.location]: { status: { phase: 'Unavailable' } },
    }),
  ).toEqual([
    ['ClusterIssuer "public" is not Ready: the account is not registered', 'kubectl describe clusterissuer public'],
    [
      'Deployment "external-dns" of external-dns is not Available: nobody has looked at it',
      'kubectl describe deployment external-dns -n external-dns',
    ],
    [
      'BackupStorageLocation "default" of velero is not Available: it is Unavailable',
      'kubectl describe backupstoragelocation default -n velero',
    ],
  ]);
});

test('what is gone is made again, and a kind that is not there yet is no finding of its own', async () => {
  expect(await found([issuer], {})).toEqual([['there is no ClusterIssuer "public"', 'pulumi up makes it']]);
  expect(await found([{ ...issuer, apiVersion: 'cert-manager.io/v9' }], {})).toEqual([]);
});

test('what the doctor looks at is what the stack says', async () => {
  const { ready } = await planOf(readStack(aProject({ addOns: { certManager: everyAddOn.certManager } }), 'dev'));

  expect(ready.map(({ kind, name }) => `${kind} ${name}`)).toEqual([
    'Deployment cert-manager',
    'Deployment cert-manager-cainjector',
    'Deployment cert-manager-webhook',
    'ClusterIssuer public',
    'ClusterIssuer by-record',
    'ClusterIssuer zone',
    'ClusterIssuer internal',
  ]);
  expect((await planOf(readStack(aProject({}), 'dev'))).ready).toEqual([]);
});

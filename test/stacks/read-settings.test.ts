import { InputError } from '../../src/model/problem';
import { readSettings } from '../../stacks/read-settings';
import { clusterId } from './helpers/record';
import { asPulumi } from './helpers/the-stack';

/** What has settings without a default is not installed. */
const nothing = { backup: false, externalSecrets: false, linkerd: false };

test('everything but the cluster has a default', () => {
  expect(readSettings(asPulumi({ cluster: { id: clusterId }, install: nothing }), 'dev')).toMatchObject({
    catalog: 'catalog',
    cluster: { id: clusterId },
    install: { monitoring: true, linkerd: false },
  });
});

test('everything that is wrong is said at once, with the key and what to do', () => {
  const config = asPulumi({
    cluster: { id: 'production', contxt: 'prod' },
    environments: 'dev',
    instal: { linkerd: false },
    install: { monitoring: 'yes' },
    versions: { 'argo-cd': 10 },
  });

  expect(messageOf({ ...config, 'aws:region': 'eu-west-1' })).toMatchInlineSnapshot(`
   "stacks/config/Pulumi.dev.yaml: slipway:environments: "dev" is text, must be a list
   stacks/config/Pulumi.dev.yaml: slipway:cluster.id: "production" must be a uid; say which cluster it is: "pulumi config set --stack dev --path slipway:cluster.id $(kubectl get namespace kube-system -o jsonpath={.metadata.uid})"
   stacks/config/Pulumi.dev.yaml: slipway:cluster.contxt: unknown key "contxt"; did you mean "context"?
   stacks/config/Pulumi.dev.yaml: slipway:versions.argo-cd: 10 is a number, must be text; put it in quotes: "10"
   stacks/config/Pulumi.dev.yaml: slipway:install.monitoring: "yes" is text, must be true or false
   stacks/config/Pulumi.dev.yaml: slipway:instal: unknown key "instal"; did you mean "install"?"
  `);
});

test('what is not installed needs no settings, and half of them are no fault', () => {
  const half = { backup: { bucket: 'our-backups' }, linkerd: { trustAnchor: 'to be done' } };
  const settings = readSettings(asPulumi({ cluster: { id: clusterId }, install: nothing, ...half }), 'dev');

  expect(settings).not.toHaveProperty('backup');
  expect(settings).not.toHaveProperty('linkerd');
  expect(messageOf(asPulumi({ cluster: { id: clusterId }, install: { ...nothing, backup: true }, ...half }))).toContain(
    'slipway:backup.region',
  );
});

test.each([
  [{ provider: 'aws', region: 'eu-central-1' }, 'slipway:secretStore.roleArn'],
  [
    { provider: 'aws', region: 'eu-central-1', identity: 'pod-identity', roleArn: 'arn:aws:iam::123456789012:role/x' },
    'is said by the association of EKS Pod Identity',
  ],
  [{ provider: 'azure', vaultUrl: 'our-vault', tenantId: '1', clientId: '2' }, 'must be the URL of a vault'],
])('a store that cannot sign in is refused: %j', (secretStore, message) => {
  const install = { backup: false, linkerd: false };

  expect(messageOf(asPulumi({ cluster: { id: clusterId }, install, secretStore }))).toContain(message);
});

test('a stack without a cluster says how to name it', () => {
  expect(messageOf({})).toMatchInlineSnapshot(
    `"stacks/config/Pulumi.dev.yaml: slipway:cluster: "cluster" is missing; say which cluster it is: "pulumi config set --stack dev --path slipway:cluster.id $(kubectl get namespace kube-system -o jsonpath={.metadata.uid})""`,
  );
});

function messageOf(config: Readonly<Record<string, string>>): string {
  try {
    readSettings(config, 'dev');
  } catch (error) {
    if (error instanceof InputError) return error.message;
    throw error;
  }
  return 'there is nothing wrong';
}

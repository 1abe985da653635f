import { InputError } from '../../src/model/problem';
import { theStack } from './helpers/the-stack';

// user-service of the shipped catalog is meshed in every environment, under the standard "restricted".

test('a meshed service is refused where the cluster has no mesh, with what to do', async () => {
  const message = await refusalOf({ install: { linkerd: false, backup: false } });

  expect(message).toContain('catalog/services/user-service/dev.yaml: mesh: "user-service" is meshed in "dev"');
  expect(message).toContain('the stack installs no mesh; set slipway:install.linkerd to true');
  expect(message).not.toContain('prod');
});

test('somebody else may keep the mesh', async () => {
  const resources = await theStack('dev', { install: { linkerd: false, backup: false }, otherMesh: true });

  expect(resources.some(({ type }) => type === 'platform:network:Linkerd')).toBe(false);
});

test('without the plugin of nodes, a pod that must be restricted could not start', async () => {
  const linkerd = {
    trustAnchor: '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n',
    network: { kind: 'init' },
  };

  expect(await refusalOf({ linkerd })).toContain('whose podSecurity "restricted" refuses the container');
});

async function refusalOf(config: Readonly<Record<string, unknown>>): Promise<string> {
  try {
    await theStack('dev', config);
  } catch (error) {
    if (error instanceof InputError) return error.message;
    throw error;
  }
  return 'nothing is refused';
}

import { rightCluster } from '../../stacks/right-cluster';
import { clusterId, record } from './helpers/record';

const anotherId = '00000000-0000-4000-8000-000000000002';

test.each([true, false])('another cluster is refused, and gets no provider (preview: %s)', async (isPreview) => {
  let refusal: unknown;
  const program = async (): Promise<void> => {
    refusal = await rightCluster({ id: clusterId }, 'dev', undefined).catch(String);
  };

  const resources = await record(program, { isPreview, clusterId: anotherId });

  expect(refusal).toBe(
    'InputError: stacks/config/Pulumi.dev.yaml: slipway:cluster.id: this is another cluster: the stack "dev" is for the one ' +
      `whose namespace kube-system has the uid ${clusterId}, and the one that was reached has ${anotherId}; ` +
      'choose its context, or correct the uid',
  );
  expect(resources.map(({ name }) => name)).toEqual(['probe']);
});

test('a kubeconfig that is not there is named, before anything is asked', async () => {
  const refusal = rightCluster({ id: clusterId, kubeconfig: '/nowhere/kubeconfig' }, 'dev', undefined);

  await expect(refusal).rejects.toThrow('slipway:cluster.kubeconfig: there is no file "/nowhere/kubeconfig"');
});

describe('what the state says of the machine', () => {
  const before = process.env['KUBECONFIG'];
  beforeAll(() => {
    process.env['KUBECONFIG'] = __filename;
  });
  afterAll(() => {
    if (before === undefined) delete process.env['KUBECONFIG'];
    else process.env['KUBECONFIG'] = before;
  });

  const providersOf = async (settings: { readonly kubeconfig?: string }) => {
    const program = async (): Promise<void> => {
      await rightCluster({ id: clusterId, ...settings }, 'dev', __filename);
    };
    const resources = await record(program);
    return resources.filter(({ type }) => type === 'pulumi:providers:kubernetes').map(({ inputs }) => inputs);
  };

  test('no provider has the path of KUBECONFIG, which another machine has elsewhere', async () => {
    const providers = await providersOf({});

    expect(providers).toHaveLength(2);
    for (const inputs of providers) expect(inputs).not.toHaveProperty('kubeconfig');
  });

  test("a kubeconfig that the stack names is everybody's", async () => {
    const providers = await providersOf({ kubeconfig: __filename });

    expect(providers.map(({ kubeconfig }) => kubeconfig)).toEqual([__filename, __filename]);
  });
});

import { createServer } from 'node:http';

import { withKubectlProxy } from '../../scripts/manifest-schemas/kubectl-proxy';
import { readCluster } from '../../scripts/manifest-schemas/read-cluster';
import { openSchemas } from '../../src/manifest-schemas/read-schemas';

const objectMeta = 'io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta';
const reference = { $ref: '#/components/schemas/Node' };
const post = {
  'x-kubernetes-group-version-kind': { group: '', version: 'v1', kind: 'Node' },
  requestBody: { content: { '*/*': { schema: reference } } },
};
const crdSpec = {
  group: 'example.org',
  scope: 'Namespaced',
  names: { kind: 'Widget', plural: 'widgets' },
  versions: [{ name: 'v1', served: true, schema: { openAPIV3Schema: { type: 'object', properties: { size: {} } } } }],
};
const answers: Readonly<Record<string, unknown>> = {
  '/version': { major: '1', minor: '34+', gitVersion: 'v1.34.4-gke.1' },
  '/apis/apiextensions.k8s.io/v1/customresourcedefinitions': { items: [{ spec: crdSpec }] },
  '/openapi/v3': {
    paths: {
      version: { serverRelativeURL: '/openapi/v3/version' },
      'api/v1': { serverRelativeURL: '/openapi/v3/api/v1?hash=1' },
      'apis/example.org/v1': { serverRelativeURL: '/openapi/v3/apis/example.org/v1?hash=1' },
    },
  },
  '/openapi/v3/api/v1?hash=1': {
    paths: { '/api/v1/nodes': { post } },
    components: { schemas: { Node: { type: 'object' }, [objectMeta]: { properties: { name: { type: 'string' } } } } },
  },
};

test('built-in kinds come from the documents of a server, custom ones from their definitions', async () => {
  const schemas = openSchemas(await withServer(answers, readCluster));

  expect(schemas).toMatchObject({ kubernetes: '1.34', sources: ['Kubernetes v1.34.4-gke.1'] });
  expect(schemas.names).toEqual(['example.org/v1 Widget', 'v1 Node']);
  expect(schemas.find('v1', 'Node')?.scope).toBe('Cluster');
  expect(schemas.find('example.org/v1', 'Widget')?.schema.properties).toMatchObject({
    size: {},
    metadata: { properties: { name: { type: 'string' } } },
  });
});

test('what a server refuses is said with the path', async () => {
  const { '/openapi/v3': _, ...rest } = answers;

  await expect(withServer(rest, readCluster)).rejects.toThrow('GET /openapi/v3 was answered 404: not here');
});

test('an answer of another shape is said with the path and the field', async () => {
  const other = { ...answers, '/version': { major: 1 } };

  await expect(withServer(other, readCluster)).rejects.toThrow(/GET \/version has another shape: [^]*major/);
});

test('a server that is not there is named', async () => {
  await expect(readCluster('http://127.0.0.1:9')).rejects.toThrow('"http://127.0.0.1:9" does not answer');
});

test('a proxy that does not start says what kubectl said, or that there is none', async () => {
  const work = () => Promise.resolve('not reached');

  await expect(withKubectlProxy('/nowhere/kubeconfig', work)).rejects.toThrow(
    /"kubectl proxy" ended|cannot start "kubectl"/,
  );
});

/** Serves JSON by path while `work` uses it. */
async function withServer<T>(json: Readonly<Record<string, unknown>>, work: (url: string) => Promise<T>): Promise<T> {
  const server = createServer(({ url = '' }, response) => {
    const answer = json[url];
    response
      .writeHead(answer === undefined ? 404 : 200)
      .end(answer === undefined ? 'not here' : JSON.stringify(answer));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  try {
    if (address === null || typeof address === 'string') throw new Error('a TCP server has an address with a port');
    return await work(`http://127.0.0.1:${address.port}`);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

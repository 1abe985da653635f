import { readFileSync } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import { createServer } from 'node:https';
import type { Server } from 'node:https';
import { join } from 'node:path';

import type { Cluster } from '../harness/cluster';
import { KubeObject } from '../harness/kube-client';
import { until } from '../harness/until';

const group = 'metrics.k8s.io';
const root = `/apis/${group}/v1beta1`;

/**
 * The metrics API of a cluster, with numbers that a test says: every pod of a service uses so many millicores. The API server
 * asks it as it asks a real one (Kubernetes, "Resource metrics pipeline"), by an APIService.
 */
export class MetricsThatSay {
  readonly #millicores = new Map<string, number>();
  readonly #server: Server;

  private constructor({ folder, client }: Cluster) {
    const read = (file: string): Buffer => readFileSync(join(folder, 'api-server', file));
    this.#server = createServer({ cert: read('apiserver.crt'), key: read('apiserver.key') }, (request, response) => {
      void this.#answer(client, request).then((answer) => {
        response.writeHead(answer === undefined ? 404 : 200, { 'content-type': 'application/json' });
        response.end(JSON.stringify(answer ?? {}));
      });
    });
  }

  static async serve(cluster: Cluster): Promise<MetricsThatSay> {
    const metrics = new MetricsThatSay(cluster);
    await new Promise<void>((resolve) => {
      metrics.#server.listen(0, '127.0.0.1', resolve);
    });
    const address = metrics.#server.address();
    if (address === null || typeof address === 'string') throw new Error('the metrics have no port');
    const service = { name: 'metrics', namespace: 'kube-system' };
    for (const object of [
      {
        apiVersion: 'v1',
        kind: 'Service',
        metadata: service,
        spec: { type: 'ExternalName', externalName: 'localhost' },
      },
      {
        apiVersion: 'apiregistration.k8s.io/v1',
        kind: 'APIService',
        metadata: { name: `v1beta1.${group}` },
        spec: {
          group,
          version: 'v1beta1',
          service: { ...service, port: address.port },
          insecureSkipTLSVerify: true,
          groupPriorityMinimum: 100,
          versionPriority: 100,
        },
      },
    ]) {
      await cluster.client.apply(KubeObject.parse(object));
    }
    await until('the API server to serve metrics', async () => {
      const answer = await cluster.client.request('GET', root).catch((error: unknown) => String(error));
      return typeof answer === 'string' ? answer : true;
    });
    return metrics;
  }

  /** Says what each pod with this label `app` uses. Pods of which nothing is said use nothing. */
  say(app: string, millicores: number): void {
    this.#millicores.set(app, millicores);
  }

  async end(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => {
      this.#server.close(resolve);
    });
  }

  async #answer(client: Cluster['client'], { url = '' }: IncomingMessage): Promise<object | undefined> {
    const { pathname, searchParams } = new URL(url, 'https://localhost');
    if (pathname === root) {
      const verbs = ['get', 'list'];
      const pods = { name: 'pods', singularName: '', namespaced: true, kind: 'PodMetrics', verbs };
      return { kind: 'APIResourceList', apiVersion: 'v1', groupVersion: `${group}/v1beta1`, resources: [pods] };
    }
    const [, namespace] = /^\/apis\/metrics\.k8s\.io\/v1beta1\/namespaces\/([^/]+)\/pods$/.exec(pathname) ?? [];
    if (namespace === undefined) return undefined;
    const pods = await client.list('v1', 'Pod', namespace, searchParams.get('labelSelector') ?? undefined);
    const items = pods.map(({ metadata }) => ({
      metadata: { name: metadata.name, namespace, labels: metadata.labels },
      timestamp: new Date().toISOString(),
      window: '1s',
      containers: [
        {
          name: metadata.labels?.['app'],
          usage: { cpu: `${this.#millicores.get(metadata.labels?.['app'] ?? '') ?? 0}m`, memory: '64Mi' },
        },
      ],
    }));
    return { kind: 'PodMetricsList', apiVersion: `${group}/v1beta1`, metadata: {}, items };
  }
}

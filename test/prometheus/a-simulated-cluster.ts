import { createServer } from 'node:http';
import type { Server } from 'node:http';

import type { Catalog } from '../../src/model/catalog';
import { argocdComponents } from '../../stacks/monitoring/argocd-components';
import type { ArgoCdComponent } from '../../stacks/monitoring/argocd-components';
import type { RenderedObject } from '../helpers/shipped-catalog';
import { exporterOf } from './scrape-config';
import { argoCdMetrics } from './simulated-argocd';
import type { SimulatedApplication } from './simulated-argocd';
import { kubeStateMetrics, kubelet } from './simulated-cluster-metrics';
import type { Condition } from './simulated-cluster-metrics';
import { platformExporter } from './simulated-platform';
import type { SimulatedPod } from './simulated-pods';
import { triedHash } from './simulated-pods';
import { checkRoutes, checksEachSecond } from './check-routes';
import { fastApi, grpcServer, httpMiddleware, jobsOfWorker, linkerdProxy, micrometer } from './simulated-requests';
import type { Checks, Traffic } from './simulated-requests';
import { uncalled } from './watched-catalog';

/**
 * Exporters of a cluster, behind one address. Each answers at the path where programs of its kind serve metrics, whatever the
 * catalog says. `silent`: programs and Argo CD do not answer.
 */
export class SimulatedCluster {
  /** What happens on it; may be changed at any time. */
  condition: Condition | 'silent' = 'well';
  private readonly started = Date.now();

  private constructor(
    private readonly server: Server,
    private readonly catalog: Catalog,
    private readonly objects: readonly RenderedObject[],
    private readonly pods: readonly SimulatedPod[],
    private readonly applications: readonly SimulatedApplication[],
    private readonly platformPods: readonly SimulatedPod[],
  ) {}

  static async start(
    catalog: Catalog,
    objects: readonly RenderedObject[],
    pods: readonly SimulatedPod[],
    applications: readonly SimulatedApplication[],
    platformPods: readonly SimulatedPod[],
  ): Promise<SimulatedCluster> {
    const server = createServer();
    const cluster = new SimulatedCluster(server, catalog, objects, pods, applications, platformPods);
    server.on('request', ({ url = '' }, response) => {
      const { pathname, searchParams } = new URL(url, 'http://localhost');
      const text = cluster.textOf(pathname, searchParams.get('target') ?? '');
      response.statusCode = text === undefined ? 404 : 200;
      response.setHeader('content-type', 'text/plain; version=0.0.4');
      response.end(text);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return cluster;
  }

  get address(): string {
    const address = this.server.address();
    if (address === null || typeof address === 'string') throw new Error('a TCP server has an address with a port');
    return `127.0.0.1:${address.port}`;
  }

  async end(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private get seconds(): number {
    return (Date.now() - this.started) / 1000;
  }

  private textOf(path: string, target: string): string | undefined {
    const condition = this.condition === 'well' ? 'well' : 'ill';
    if (target === 'kube-state-metrics') return kubeStateMetrics(this.objects, this.pods, condition, Date.now() / 1000);
    if (target === 'kubelet') return kubelet(this.objects, this.pods, condition, this.seconds);
    if (this.condition === 'silent') return undefined;
    const pod = podOf(this.pods, target);
    if (pod === undefined) return this.platformText(path, target);
    const exporter = target.endsWith(':4191') ? proxyExporter : this.exporterOfService(pod);
    return exporter.path === path ? exporter.text(this.trafficOf(pod), this.checksOf(pod)) : undefined;
  }

  private platformText(path: string, target: string): string | undefined {
    const pod = podOf(this.platformPods, target);
    if (pod === undefined) return undefined;
    const component = componentOf(pod);
    if (component !== undefined) return path === '/metrics' ? this.argoCd(component) : undefined;
    const exporter = platformExporter(pod, Number(target.split(':')[1]));
    const condition = this.condition === 'well' ? 'well' : 'ill';
    return exporter?.path === path ? exporter.text(condition, this.seconds, Date.now() / 1000) : undefined;
  }

  private argoCd(component: ArgoCdComponent): string {
    return argoCdMetrics(component, this.applications, this.condition === 'well' ? 'well' : 'ill', this.seconds);
  }

  private exporterOfService(pod: SimulatedPod): Exporter {
    const entry = this.catalog.services.get(pod.labels['app'] ?? '')?.service;
    if (entry?.template === 'worker') return { path: '/metrics', text: jobsOfWorker };
    return byFramework[entry?.framework ?? ''] ?? { path: '/metrics', text: httpMiddleware };
  }

  private checksOf(pod: SimulatedPod): Checks {
    const paced = Math.round(this.seconds * checksEachSecond(pod));
    return { count: Math.round(this.seconds * 100), paced, routes: checkRoutes(this.objects, pod) };
  }

  /** A version that is tried is worse than the one in use, even when all is well; some of them nobody calls. */
  private trafficOf({ hash, labels }: SimulatedPod): Traffic {
    const isCalled = hash !== triedHash || !uncalled.some((service) => service === labels['app']);
    const requests = isCalled ? Math.round(this.seconds * 100) : 0;
    if (this.condition !== 'well') return { requests, failing: 0.5, seconds: 4 };
    return { requests, failing: hash === triedHash ? 0.04 : 0, seconds: 0.04 };
  }
}

function podOf(pods: readonly SimulatedPod[], target: string): SimulatedPod | undefined {
  return pods.find((pod) =>
    pod.containers.some(({ ports }) =>
      ports.some((port) => exporterOf({ pod, port: port.containerPort, labels: {} }) === target),
    ),
  );
}

/** The part of Argo CD that a pod is, by the labels of its chart, and of the chart of a Redis of several pods. */
function componentOf({ namespace, labels }: SimulatedPod): ArgoCdComponent | undefined {
  if (namespace !== 'argocd') return undefined;
  if (labels['app'] === 'redis-ha') return 'redis-ha';
  if (labels['app'] === 'redis-ha-haproxy') return 'redis-ha-haproxy';
  return argocdComponents.find((one) => one === labels['app.kubernetes.io/component']);
}

interface Exporter {
  readonly path: string;
  readonly text: (traffic: Traffic, checks: Checks) => string;
}

const proxyExporter: Exporter = { path: '/metrics', text: linkerdProxy };

const byFramework: Readonly<Record<string, Exporter>> = {
  'spring-boot': { path: '/actuator/prometheus', text: micrometer },
  fastapi: { path: '/metrics', text: fastApi },
  grpc: { path: '/metrics', text: grpcServer },
};

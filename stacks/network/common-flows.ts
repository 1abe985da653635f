import type { End, Flow, Pods } from './flow';

/** Pods of a namespace by `app.kubernetes.io/name`. */
export function named(namespace: string, name: string): Pods {
  return { namespace, labels: { 'app.kubernetes.io/name': name } };
}

/** To the API server, to nodes or to the internet, none of which can be named. */
export function toWorld(from: End, ports: readonly number[]): Flow {
  return { from, to: 'anywhere', ports };
}

/** Admission webhooks: the API server comes from the network of its node. */
export function fromApiServer(to: End, ports: readonly number[]): Flow {
  return { from: 'anywhere', to, ports };
}

/** Prometheus reads metrics, where there is one. */
export function scraped(prometheus: Pods | undefined, to: Pods, ports: readonly number[]): readonly Flow[] {
  return prometheus === undefined ? [] : [{ from: prometheus, to, ports }];
}

import type { Construct } from 'constructs';

import type * as kubernetes from '../../imports/kubernetes';
import { metadataOf, syncWave } from './identity';
import type { Identity } from './identity';
import { Manifest } from './manifest';
import type { RouteBackend } from './route-parent';

/** Hosts and paths that lead somewhere. */
export interface IngressRule {
  /** Hosts that it answers for; none means every host. */
  readonly hosts: readonly string[];
  /** Beginning of the paths, or the path. @default '/' */
  readonly path?: string;
  /** Whether the path alone is meant, and nothing below it. @default false */
  readonly isExact?: boolean;
  readonly backend: RouteBackend;
}

/** Properties of an `Ingress`. */
export interface IngressProps extends Identity, IngressRule {
  /** Class of the controller that serves it. */
  readonly className: string;
  /** What else leads somewhere. @default - nothing */
  readonly more?: readonly IngressRule[];
  /** Secret with the certificate of the hosts. @default - the certificate of the controller */
  readonly tlsSecret?: string;
  /** Whether it answers without TLS. @default false */
  readonly isCleartext?: boolean;
}

/** Leads HTTPS requests from outside to a Service, by the older API. Prefer an `HttpRoute` where there is a Gateway. */
export class Ingress extends Manifest<kubernetes.Ingress> {
  constructor(scope: Construct, id: string, props: IngressProps) {
    const byHost = groupByHost([props, ...(props.more ?? [])]);
    const hosts = [...byHost.keys()].filter((host) => host !== everyHost);
    super(scope, id, {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'Ingress',
      metadata: metadataOf(props, syncWave.routing),
      spec: {
        ingressClassName: props.className,
        rules: [...byHost].map(([host, paths]) => ({ ...(host === everyHost ? {} : { host }), http: { paths } })),
        // Without it a controller would serve the hosts in the clear.
        ...(props.isCleartext === true ? {} : { tls: [tlsOf(hosts, props.tlsSecret)] }),
      },
    });
  }
}

/** No host is called so. */
const everyHost = '';

function groupByHost(rules: readonly IngressRule[]): ReadonlyMap<string, readonly kubernetes.HTTPIngressPath[]> {
  const byHost = new Map<string, kubernetes.HTTPIngressPath[]>();
  for (const rule of rules) {
    for (const host of rule.hosts.length === 0 ? [everyHost] : rule.hosts) {
      const paths = byHost.get(host) ?? [];
      byHost.set(host, [...paths, pathOf(rule)]);
    }
  }
  return byHost;
}

function pathOf({ path = '/', isExact = false, backend }: IngressRule): kubernetes.HTTPIngressPath {
  return {
    path,
    pathType: isExact ? 'Exact' : 'Prefix',
    backend: { service: { name: backend.service, port: { number: backend.port } } },
  };
}

function tlsOf(hosts: readonly string[], secretName: string | undefined): kubernetes.IngressTLS {
  return { ...(hosts.length === 0 ? {} : { hosts }), ...(secretName === undefined ? {} : { secretName }) };
}

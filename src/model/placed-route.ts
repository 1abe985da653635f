import type { Settings } from './presets';

/** How a service is reached from outside: one object, or one and its redirect. */
export interface Route {
  /** Name of the object. */
  readonly name: string;
  readonly kind: 'gateway' | 'ingress';
  /** What is spoken; of `tls` the Gateway reads no more than the host. */
  readonly protocol: 'http' | 'grpc' | 'tls' | 'tcp' | 'udp';
  /** Hosts of its first rule; none means every host. */
  readonly hosts: readonly string[];
  /** What leads where. */
  readonly rules: readonly RouteRule[];
  readonly headers: Settings['exposure']['headers'];
  readonly gateway: { readonly name: string; readonly namespace: string; readonly ingressClass: string };
  /** Listener of the Gateway. @default - every one that has its hosts */
  readonly listener?: string;
  /** Listener in the clear whose callers are sent to the same place over TLS. @default - none */
  readonly redirectFrom?: string;
  /** Secret with the certificate of an Ingress. @default - the certificate of its controller */
  readonly tlsSecret?: string;
  /** Whether an Ingress answers without TLS. */
  readonly isCleartext: boolean;
}

/** Hosts and paths that lead to a port of the Service. */
export interface RouteRule {
  /** None means every host. */
  readonly hosts: readonly string[];
  readonly path: string;
  /** Whether the path alone leads here, and nothing below it. */
  readonly isExact: boolean;
  /** What comes instead of the path. @default - nothing else */
  readonly rewrite?: string;
  /** Port of the Service. */
  readonly port: number;
}

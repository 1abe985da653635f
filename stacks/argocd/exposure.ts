import type { Exposure } from '../settings/argocd';

/** Values of the chart's `server` that make routes. */
export interface ExposureValues {
  readonly httproute?: Route;
  readonly grpcroute?: Route & { readonly rules: readonly object[] };
  readonly ingress?: {
    readonly enabled: boolean;
    readonly ingressClassName: string;
    readonly hostname: string;
    readonly annotations: Readonly<Record<string, string>>;
    readonly extraTls: readonly { readonly hosts: readonly string[]; readonly secretName: string }[];
  };
}

interface Route {
  readonly enabled: boolean;
  readonly hostnames: readonly string[];
  readonly parentRefs: readonly { readonly name: string; readonly namespace: string; readonly sectionName?: string }[];
}

/** How the API is reached from outside. @param exposure nothing is, when there is none */
export function exposureValues(exposure: Exposure | undefined): ExposureValues {
  if (exposure === undefined) return {};
  const { host } = exposure;
  if (exposure.kind === 'ingress') {
    const { className, tlsSecret, annotations } = exposure;
    return {
      ingress: {
        enabled: true,
        ingressClassName: className,
        hostname: host,
        annotations,
        // The chart's own `tls` takes the Secret argocd-server-tls, which the server would then use, too.
        extraTls: [{ hosts: [host], secretName: tlsSecret }],
      },
    };
  }
  const { name, namespace, sectionName, grpcHost } = exposure;
  const parentRefs = [{ name, namespace, ...(sectionName === undefined ? {} : { sectionName }) }];
  return {
    httproute: { enabled: true, hostnames: [host], parentRefs },
    // A host of its own: of an HTTPRoute and a GRPCRoute that share one, a Gateway accepts the older (Gateway API, GRPCRoute).
    // One rule without conditions: the one of the chart names neither service nor method, which the Gateway API refuses.
    ...(grpcHost === undefined ? {} : { grpcroute: { enabled: true, hostnames: [grpcHost], parentRefs, rules: [{}] } }),
  };
}

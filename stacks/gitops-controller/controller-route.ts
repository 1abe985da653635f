import { backendReferences, parentReference } from '../../src/constructs/route-parent';
import type { ControllerExposure } from '../settings/gitops-controller';

/** An object that leads requests from outside to the controller, and the port of its Service that it leads to. */
export interface ControllerRoute {
  readonly apiVersion: string;
  readonly kind: 'HTTPRoute' | 'Ingress';
  /** What its controller wants to know. @default - nothing */
  readonly annotations?: Readonly<Record<string, string>>;
  readonly spec: object;
}

/** What is asked from outside: webhooks of the portal and of Argo CDs. Metrics and dead letters are for who is inside. */
const routedPath = '/webhooks';

/**
 * The route by which a portal reaches the controller, and Argo CDs of other clusters do. TLS ends at the Gateway or the Ingress.
 *
 * @param exposure where it is reached
 * @param service its Service
 */
export function controllerRoute(
  exposure: ControllerExposure,
  service: { readonly name: string; readonly port: number },
): ControllerRoute {
  const { host } = exposure;
  if (exposure.kind === 'ingress') {
    const { className: ingressClassName, tlsSecret: secretName, annotations } = exposure;
    const backend = { service: { name: service.name, port: { number: service.port } } };
    return {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'Ingress',
      // An API server counts an empty mapping as a change each time.
      ...(Object.keys(annotations).length > 0 && { annotations }),
      spec: {
        ingressClassName,
        tls: [{ hosts: [host], secretName }],
        rules: [{ host, http: { paths: [{ path: routedPath, pathType: 'Prefix', backend }] } }],
      },
    };
  }
  const { name, namespace, sectionName } = exposure;
  return {
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'HTTPRoute',
    spec: {
      hostnames: [host],
      parentRefs: [
        parentReference({
          kind: 'gateway',
          name,
          namespace,
          ...(sectionName !== undefined && { listener: sectionName }),
        }),
      ],
      rules: [
        {
          matches: [{ path: { type: 'PathPrefix', value: routedPath } }],
          backendRefs: backendReferences({ service: service.name, port: service.port }),
        },
      ],
    },
  };
}

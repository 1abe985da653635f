import * as z from 'zod';

import { InputError } from '../../src/model/problem';
import { DnsLabel } from '../../src/model/names';
import { downAlert } from '../monitoring/down-alert';
import { podsOfApp } from '../monitoring/pod-monitor';
import { fromApiServer, named, scraped, toWorld } from '../network/common-flows';
import { addOn } from './add-on';
import type { AddOnCluster, AddOnObject, GatewayPlace } from './add-on';
import { containerResources, readyDeployment } from './deployment';
import { envoyGatewayAlerts } from './envoy-gateway-alerts';

const name = 'envoy-gateway-system';
const version = 'v1.8.3';
const controller = 'gateway-helm';
const proxy = 'envoy';
const className = 'envoy';

const Settings = z.strictObject({
  tls: z
    .strictObject({
      secret: DnsLabel.describe('Secret with the certificate, in the namespace of the Gateway.'),
      issuer: DnsLabel.optional().describe(
        '`ClusterIssuer` that makes it; needs `certManager`. Default: somebody else keeps the Secret.',
      ),
      host: z.string().min(1).describe('Hosts that the certificate is for, such as "*.example.com".'),
    })
    .optional()
    .describe('Default: the Gateway listens on port 80 only.'),
  serviceAnnotations: z
    .record(z.string(), z.string())
    .default({})
    .describe('Annotations of the Service of the proxies: how the cloud makes its load balancer.'),
  replicas: z.int().min(1).max(10).default(2).describe('Pods of proxies of each Gateway.'),
});
type Settings = z.output<typeof Settings>;

/** The controller of Gateways, with the class and the Gateways that the environments of the cluster name. */
export const envoyGateway = addOn({
  name: 'envoyGateway',
  summary: 'Envoy Gateway, with its class and the Gateways that the environments name.',
  chart: {
    name: 'gateway-helm',
    reference: 'oci://docker.io/envoyproxy/gateway-helm',
    version,
    text: {
      repository: 'envoyproxy/gateway',
      tag: version,
      path: 'charts/gateway-helm',
      tree: '2bc9012f689c172a801fc8e12a75b32444dbea83',
      renames: { 'values.tmpl.yaml': 'values.yaml' },
      stamps: {
        'v0.0.0-latest': version,
        '"latest"': `"${version}"`,
        '${GatewayImage}': `docker.io/envoyproxy/gateway:${version}`,
        '${GatewayImagePullPolicy}': 'IfNotPresent',
      },
    },
  },
  kinds: 'envoy-gateway-kinds',
  namespace: { name, podSecurity: 'restricted' },
  groups: ['gateway.envoyproxy.io'],
  settings: Settings,
  plan: (settings, { apiServerPorts, prometheus, gateways: all }) => {
    refuseOtherProxies(all);
    const gateways = eachOnce(all);
    const [controls, proxies] = [named(name, controller), named(name, proxy)];
    return {
      values: {
        crds: { enabled: false },
        deployment: {
          replicas: 2,
          envoyGateway: { resources: containerResources('100m', '256Mi', { cpu: '1', memory: '1Gi' }) },
        },
        podDisruptionBudget: { minAvailable: 1 },
        certgen: { job: { resources: containerResources('50m', '64Mi', { cpu: '500m', memory: '256Mi' }) } },
      },
      flows: [
        toWorld(controls, apiServerPorts),
        toWorld({ namespace: name, labels: { app: 'certgen' } }, apiServerPorts),
        fromApiServer(controls, [9443]),
        // Proxies hear from the controller what they do; a port of a listener is 10000 more in the pod, where it may be taken.
        { from: proxies, to: controls, ports: [18000, 18002] },
        { from: 'anywhere', to: proxies, ports: [10080, 10443] },
        { from: proxies, to: 'pods', ports: [] },
        ...scraped(prometheus, controls, [19001]),
        ...scraped(prometheus, proxies, [19001]),
      ],
      measured: [
        { ...podsOfApp(controller, name, 'metrics'), name: 'envoy-gateway', jobs: { metrics: 'envoy-gateway' } },
        {
          ...podsOfApp(proxy, name, 'metrics'),
          name: 'envoy-proxy',
          jobs: { metrics: 'envoy-proxy' },
          path: '/stats/prometheus',
        },
      ],
      alerts: [
        ...envoyGatewayAlerts,
        downAlert(
          'GatewayDown',
          ['envoy-gateway', 'envoy-proxy'],
          'Without proxies nobody outside reaches a service; without the controller new routes do nothing.',
          `kubectl get pods -n ${name}; describe the pod that is not ready; then its logs.`,
        ),
      ],
      ready: [
        readyDeployment(name, 'envoy-gateway'),
        {
          apiVersion: 'gateway.networking.k8s.io/v1',
          kind: 'GatewayClass',
          name: className,
          wanted: { condition: 'Accepted' },
        },
        ...gateways.map((gateway) => ({
          apiVersion: 'gateway.networking.k8s.io/v1',
          kind: 'Gateway',
          namespace: gateway.namespace,
          name: gateway.name,
          wanted: { condition: 'Programmed' },
        })),
      ],
      objects: [proxyConfig(settings), gatewayClass, ...gateways.map((place) => gateway(place, settings))],
      // The Gateways have no pods of their own: the proxies run beside the controller.
      namespaces: [...new Set(gateways.map(({ namespace }) => namespace))]
        .filter((namespace) => namespace !== name)
        .map((namespace) => ({ name: namespace, podSecurity: 'restricted' })),
    };
  },
});

/** Services let in the proxies where their environment says that they run. */
function refuseOtherProxies(gateways: AddOnCluster['gateways']): void {
  const elsewhere = gateways.filter(({ proxyNamespace }) => proxyNamespace !== name);
  if (elsewhere.length === 0) return;
  throw new InputError(
    elsewhere.map(({ said, proxyNamespace }) => ({
      ...said,
      message: `the proxies of Envoy Gateway run in "${name}", and services would let in those of "${proxyNamespace}" only`,
      hint: `write "proxyNamespace: ${name}", or take slipway:addOns.envoyGateway away`,
    })),
  );
}

function eachOnce(gateways: AddOnCluster['gateways']): AddOnCluster['gateways'] {
  return [...new Map(gateways.map((gateway) => [`${gateway.namespace}/${gateway.name}`, gateway])).values()];
}

function proxyConfig({ replicas, serviceAnnotations }: Settings): AddOnObject {
  return {
    apiVersion: 'gateway.envoyproxy.io/v1alpha1',
    kind: 'EnvoyProxy',
    metadata: { name: className, namespace: name },
    spec: {
      provider: {
        type: 'Kubernetes',
        kubernetes: {
          envoyDeployment: {
            replicas,
            container: { resources: containerResources('100m', '256Mi', { cpu: '2', memory: '1Gi' }) },
          },
          envoyPDB: { minAvailable: replicas > 1 ? 1 : 0 },
          envoyService: { annotations: serviceAnnotations },
        },
      },
    },
  };
}

const gatewayClass: AddOnObject = {
  apiVersion: 'gateway.networking.k8s.io/v1',
  kind: 'GatewayClass',
  metadata: { name: className },
  spec: {
    controllerName: 'gateway.envoyproxy.io/gatewayclass-controller',
    parametersRef: { group: 'gateway.envoyproxy.io', kind: 'EnvoyProxy', name: className, namespace: name },
  },
};

function gateway(place: GatewayPlace, { tls }: Settings): AddOnObject {
  const routes = { allowedRoutes: { namespaces: { from: 'All' } } };
  return {
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'Gateway',
    metadata: {
      name: place.name,
      namespace: place.namespace,
      ...(tls?.issuer === undefined ? {} : { annotations: { 'cert-manager.io/cluster-issuer': tls.issuer } }),
    },
    spec: {
      gatewayClassName: className,
      listeners: [
        { name: 'http', protocol: 'HTTP', port: 80, ...routes },
        ...(tls === undefined
          ? []
          : [
              {
                name: 'https',
                protocol: 'HTTPS',
                port: 443,
                hostname: tls.host,
                tls: { mode: 'Terminate', certificateRefs: [{ name: tls.secret }] },
                ...routes,
              },
            ]),
      ],
    },
  };
}

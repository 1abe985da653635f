import type { RenderedObject } from '../helpers/shipped-catalog';
import { podsOfService } from './simulated-pods';
import type { SimulatedPod } from './simulated-pods';

/** Something that Prometheus discovers on a cluster, before it looks at whether a monitor wants it. */
export interface Discovered {
  /** Labels that service discovery gives it (Prometheus, `kubernetes_sd_config`). */
  readonly labels: Readonly<Record<string, string>>;
  readonly pod: SimulatedPod;
  readonly port: number;
}

/** Each port of each Service, with the pods behind it: the role `endpoints`. */
export function discoveredEndpoints(
  services: readonly RenderedObject[],
  pods: readonly SimulatedPod[],
): readonly Discovered[] {
  return services.flatMap((service) =>
    podsOfService(service, pods).flatMap((pod) => {
      const ports: readonly { readonly name: string; readonly targetPort: string | number }[] = service['spec'].ports;
      return ports.flatMap((port) => {
        const target = portsOf(pod).find(
          ({ name, containerPort }) => port.targetPort === name || port.targetPort === containerPort,
        );
        if (target === undefined) return [];
        return [
          {
            pod,
            port: target.containerPort,
            labels: {
              ...podLabels(pod),
              ...labelsOf('service', service.metadata.labels ?? {}),
              __meta_kubernetes_service_name: service.metadata.name,
              __meta_kubernetes_endpoint_port_name: port.name,
              __meta_kubernetes_endpoint_address_target_kind: 'Pod',
              __meta_kubernetes_endpoint_address_target_name: pod.name,
              __meta_kubernetes_pod_container_name: target.container,
              __meta_kubernetes_pod_container_port_name: target.name,
            },
          },
        ];
      });
    }),
  );
}

/** Each port of each container: the role `pod`. */
export function discoveredPods(pods: readonly SimulatedPod[]): readonly Discovered[] {
  return pods.flatMap((pod) =>
    portsOf(pod).map(({ name, containerPort, container }) => ({
      pod,
      port: containerPort,
      labels: {
        ...podLabels(pod),
        ...labelsOf('pod', pod.labels),
        __meta_kubernetes_pod_container_name: container,
        __meta_kubernetes_pod_container_port_name: name,
      },
    })),
  );
}

function portsOf({ containers }: SimulatedPod) {
  return containers.flatMap(({ name, ports }) => ports.map((port) => ({ ...port, container: name })));
}

function podLabels({ name, namespace }: SimulatedPod): Discovered['labels'] {
  return {
    __meta_kubernetes_namespace: namespace,
    __meta_kubernetes_pod_name: name,
    __meta_kubernetes_pod_phase: 'Running',
  };
}

function labelsOf(what: 'service' | 'pod', labels: Readonly<Record<string, string>>): Discovered['labels'] {
  return Object.fromEntries(
    Object.entries(labels).flatMap(([label, value]) => {
      const name = label.replaceAll(/[^a-zA-Z0-9_]/g, '_');
      return [
        [`__meta_kubernetes_${what}_label_${name}`, value],
        [`__meta_kubernetes_${what}_labelpresent_${name}`, 'true'],
      ];
    }),
  );
}

import type { Chart } from 'cdk8s';

import { AuthorizationPolicy } from '../constructs/authorization-policy';
import type { Identity } from '../constructs/identity';
import { MeshTlsAuthentication } from '../constructs/mesh-tls-authentication';
import { NetworkAuthentication } from '../constructs/network-authentication';
import { Server } from '../constructs/server';
import type { Mesh } from '../model/placed-mesh';
import type { Placement } from '../model/placement';
import { addMeshChecks } from './mesh-checks';
import { portObjectName } from './object-names';

/**
 * Adds who may call a meshed placement: the services that declare it as a dependency, by their certificates; callers outside the
 * mesh, by their network, on the ports that they need; and the kubelet and Prometheus, by what they ask.
 */
export function addMeshPolicies(chart: Chart, identity: Identity, { service, selector, ports }: Placement, mesh: Mesh) {
  const callers = mesh.dependents
    .filter((dependent) => dependent.isMeshed)
    .map((dependent) => ({ name: dependent.account, namespace: dependent.namespace }));
  if (callers.length > 0) {
    // Several services may run as one account.
    const accounts = [...new Map(callers.map((one) => [`${one.namespace}/${one.name}`, one])).values()];
    new MeshTlsAuthentication(chart, 'callers', { ...identity, serviceAccounts: accounts });
  }
  if (mesh.openPorts.length > 0) {
    new NetworkAuthentication(chart, 'networks', { ...identity, networks: mesh.openNetworks });
  }
  for (const port of ports) {
    const server = portObjectName(service, port.name);
    const target = { kind: 'Server', name: server } as const;
    const { protocol } = port;
    // The proxies of the mesh know TCP alone.
    if (protocol === 'udp') continue;
    new Server(chart, `server-${port.name}`, {
      ...identity,
      name: server,
      podSelector: selector,
      port: port.name,
      protocol,
    });
    if (callers.length > 0) {
      const authentication = { kind: 'MeshTLSAuthentication', name: identity.name } as const;
      const name = `${server}.callers`;
      new AuthorizationPolicy(chart, `callers-${port.name}`, { ...identity, name, target, authentication });
    }
    if (mesh.openPorts.includes(port.name)) {
      const authentication = { kind: 'NetworkAuthentication', name: identity.name } as const;
      const name = `${server}.networks`;
      new AuthorizationPolicy(chart, `networks-${port.name}`, { ...identity, name, target, authentication });
    }
  }
  addMeshChecks(chart, identity, mesh);
}

import type { Field } from '../field';
import { isIP } from '../ip';
import { checkLabels } from '../metadata';
import { dnsLabel, dnsSubdomain, labelKey } from '../names';
import { checkPort, checkPortOrName } from './amounts';

/** Says what a server has against a Service. */
export function checkService(object: Field): void {
  const spec = object.at('spec');
  const type = spec.at('type').text || 'ClusterIP';
  const isHeadless = spec.at('clusterIP').text === 'None' || spec.at('clusterIPs').items()[0]?.value === 'None';
  const ports = spec.at('ports');
  if (type === 'ExternalName') checkExternalName(spec.at('externalName'));
  else if (ports.items().length === 0 && !isHeadless)
    ports.miss('a Service without ports is allowed with "clusterIP: None" only');
  if (type === 'LoadBalancer' && isHeadless) spec.at('clusterIP').refuse('is not allowed with "type: LoadBalancer"');
  if (type === 'NodePort' && isHeadless) spec.at('clusterIP').refuse('is not allowed with "type: NodePort"');
  checkPorts(ports, type);
  checkLabels(spec.at('selector'));
  const address = spec.at('clusterIP');
  if (address.text !== '' && address.text !== 'None' && !isIP(address.text))
    address.refuse('is no IP address', '"None" and addresses are allowed');
  checkTraffic(spec, type);
}

function checkExternalName(name: Field): void {
  const text = name.text.replace(/\.$/, '');
  if (text === '') return name.miss('"type: ExternalName" is a name of somebody else');
  name.mustBe(() => dnsSubdomain(text));
}

function checkPorts(ports: Field, type: string): void {
  const all = ports.items();
  const names = new Set<string>();
  const nodePorts = new Set<string>();
  for (const port of all) {
    const [name, nodePort, target] = [port.at('name'), port.at('nodePort'), port.at('targetPort')];
    if (name.text === '') {
      if (all.length > 1) name.miss('with more than one port each needs a name');
    } else {
      name.mustBe(dnsLabel);
      if (names.has(name.text))
        name.say('duplicate-list-key', `two ports in ${ports.where} are called "${name.text}"`, 'rename one');
      names.add(name.text);
    }
    checkPort(port.at('port'));
    // Without a value it is the port itself.
    if (target.number !== 0 && target.value !== '') checkPortOrName(target);
    port.at('appProtocol').mustBe(labelKey);
    if (nodePort.number === undefined || nodePort.number === 0) continue;
    if (type === 'ClusterIP')
      nodePort.refuse('may not be there with "type: ClusterIP"', 'set "type: NodePort", or remove it');
    const key = `${port.at('protocol').text || 'TCP'} ${nodePort.number}`;
    if (nodePorts.has(key))
      nodePort.say(
        'duplicate-list-key',
        `two ports in ${ports.where} have the node port ${nodePort.number}`,
        'change one',
      );
    nodePorts.add(key);
  }
}

function checkTraffic(spec: Field, type: string): void {
  const isExternal =
    type === 'LoadBalancer' ||
    type === 'NodePort' ||
    (type === 'ClusterIP' && spec.at('externalIPs').items().length > 0);
  const external = spec.at('externalTrafficPolicy');
  if (external.text !== '' && !isExternal)
    external.refuse('may only be there for what is reached from outside', 'set "type: LoadBalancer", or remove it');
  for (const name of ['allocateLoadBalancerNodePorts', 'loadBalancerClass']) {
    const field = spec.at(name);
    if (field.isThere && type !== 'LoadBalancer') field.refuse('may only be there with "type: LoadBalancer"');
  }
  const ranges = spec.at('loadBalancerSourceRanges');
  if (ranges.items().length > 0 && type !== 'LoadBalancer')
    ranges.refuse('may only be there with "type: LoadBalancer"');
  const affinity = spec.at('sessionAffinityConfig');
  // With another affinity the server leaves the settings out.
  if (spec.at('sessionAffinity').text === 'ClientIP')
    affinity.at('clientIP').at('timeoutSeconds').mustBeWithin(1, 86400);
  const distribution = spec.at('trafficDistribution');
  if (typeof distribution.value === 'string' && !/^Prefer(Close|SameZone|SameNode)$/.test(distribution.text)) {
    distribution.refuse('is not allowed', 'allowed are PreferClose, PreferSameZone, PreferSameNode');
  }
}

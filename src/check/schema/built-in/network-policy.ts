import type { Field } from '../field';
import { isCidr } from '../ip';
import { portName } from '../names';
import { checkPort } from './amounts';
import { checkSelector } from './label-selector';

/** Says what a server has against a NetworkPolicy. */
export function checkNetworkPolicy(object: Field): void {
  const spec = object.at('spec');
  checkSelector(spec.at('podSelector'));
  for (const rule of spec.at('ingress').items()) checkRule(rule, 'from');
  for (const rule of spec.at('egress').items()) checkRule(rule, 'to');
  const types = spec.at('policyTypes');
  if (types.items().length > 2) types.refuse('has more than two elements', 'there are only Ingress and Egress');
}

function checkRule(rule: Field, peers: string): void {
  for (const port of rule.at('ports').items()) checkPorts(port);
  for (const peer of rule.at(peers).items()) checkPeer(peer);
}

function checkPorts(rule: Field): void {
  const [port, end] = [rule.at('port'), rule.at('endPort')];
  checkPort(port);
  port.mustBe(portName);
  if (!end.isThere) return;
  if (port.number === undefined) return end.refuse('may only be there with a number as "port"');
  checkPort(end);
  if ((end.number ?? 0) < port.number) end.refuse(`is below the port ${port.number}`, 'swap them');
}

function checkPeer(peer: Field): void {
  const [pods, namespaces, block] = [peer.at('podSelector'), peer.at('namespaceSelector'), peer.at('ipBlock')];
  checkSelector(pods);
  checkSelector(namespaces);
  if (!pods.isThere && !namespaces.isThere && !block.isThere) {
    peer.say('missing-field', `${peer.where} names nobody`, 'it needs podSelector, namespaceSelector or ipBlock');
  }
  if (!block.isThere) return;
  if (pods.isThere || namespaces.isThere) peer.refuse('has an ipBlock and a selector', 'make two elements of it');
  const cidr = block.at('cidr');
  for (const range of [cidr, ...block.at('except').items()]) {
    if (range.text !== '' && !isCidr(range.text)) range.refuse('is no range of addresses', 'write it as 10.0.0.0/8');
  }
}

import type { Field } from '../field';
import { isBefore } from '../is-before';
import { isIP } from '../ip';
import { dns1035Label, dnsLabel, dnsSubdomain, portName, wildcardDomain } from '../names';
import { checkPort } from './amounts';

/** Says what a server has against an Ingress. */
export function checkIngress(object: Field, kubernetesVersion: string): void {
  const spec = object.at('spec');
  const rules = spec.at('rules').items();
  const backend = spec.at('defaultBackend');
  if (rules.length === 0 && !backend.isThere) spec.at('rules').miss('an Ingress needs rules or a defaultBackend');
  if (backend.isThere) checkBackend(backend, kubernetesVersion);
  for (const rule of rules) checkRule(rule, kubernetesVersion);
  for (const tls of spec.at('tls').items()) {
    for (const host of tls.at('hosts').items()) host.mustBe(host.text.includes('*') ? wildcardDomain : dnsSubdomain);
    const secret = tls.at('secretName');
    if (secret.text !== '') secret.mustBe(dnsSubdomain);
  }
  const className = spec.at('ingressClassName');
  className.mustBe(dnsSubdomain);
  const annotation = object.at('metadata').at('annotations').at('kubernetes.io/ingress.class');
  if (annotation.isThere && className.isThere && annotation.value !== className.value) {
    annotation.refuse(
      `is not spec.ingressClassName "${className.text}"`,
      'remove the annotation, which is the old way',
    );
  }
}

function checkRule(rule: Field, kubernetesVersion: string): void {
  const host = rule.at('host');
  if (host.text !== '') {
    if (isIP(host.text)) host.refuse('is an IP address: a DNS name is allowed');
    host.mustBe(host.text.includes('*') ? wildcardDomain : dnsSubdomain);
  }
  const http = rule.at('http');
  if (!http.isThere) return;
  const paths = http.at('paths');
  if (Array.isArray(paths.value) && paths.value.length === 0) paths.miss();
  for (const path of paths.items()) checkPath(path, kubernetesVersion);
}

function checkPath(rule: Field, kubernetesVersion: string): void {
  const [path, type] = [rule.at('path'), rule.at('pathType').text];
  if (type === '') return;
  const isPlain = type === 'Exact' || type === 'Prefix';
  if ((isPlain || path.text !== '') && !path.text.startsWith('/')) {
    if (path.isThere) path.refuse('is no absolute path', 'begin it with "/"');
    else path.miss(`with "pathType: ${type}" there has to be one`);
  }
  const bad = isPlain ? /\/\/|\/\.\/|\/\.\.\/|%2f|%2F|\/\.\.?$/.exec(path.text)?.[0] : undefined;
  if (bad !== undefined) path.refuse(`may not have "${bad}" in it`);
  checkBackend(rule.at('backend'), kubernetesVersion);
}

function checkBackend(backend: Field, kubernetesVersion: string): void {
  const [resource, service] = [backend.at('resource'), backend.at('service')];
  if (!backend.isThere) return;
  if (resource.isThere && service.isThere)
    return backend.refuse('has both a resource and a service', 'keep one of them');
  if (resource.isThere) return;
  if (!service.isThere) return backend.refuse('has neither a service nor a resource');
  const name = service.at('name');
  if (name.text !== '') name.mustBe(isBefore(kubernetesVersion, '1.36') ? dns1035Label : dnsLabel);
  const [portText, portNumber] = [service.at('port').at('name'), service.at('port').at('number')];
  const hasNumber = portNumber.isThere && portNumber.number !== 0;
  if (portText.text !== '' && hasNumber) backend.refuse('has both a name and a number of a port', 'keep one of them');
  else if (portText.text !== '') portText.mustBe(portName);
  else if (hasNumber) checkPort(portNumber);
  else service.at('port').say('missing-field', `${service.where} has no port`, 'say "port.number" or "port.name"');
}

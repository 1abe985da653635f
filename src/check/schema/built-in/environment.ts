import type { Field } from '../field';
import { dataKey, dnsSubdomain, variableName } from '../names';

/** What a pod can know of itself. */
const fieldPaths =
  /^(metadata\.(name|namespace|uid|(labels|annotations)\['[^']+'\])|spec\.(nodeName|serviceAccountName)|status\.(hostIPs?|podIPs?))$/;

/** Says what a server has against the variables of a container. */
export function checkEnvironment(container: Field): void {
  for (const variable of container.at('env').items()) {
    const name = variable.at('name');
    if (name.text !== '') name.mustBe(variableName);
    checkValueFrom(variable);
  }
  for (const source of container.at('envFrom').items()) checkSource(source);
}

function checkValueFrom(variable: Field): void {
  const valueFrom = variable.at('valueFrom');
  if (!valueFrom.isThere) return;
  const sources = valueFrom.entries();
  if (sources.length === 0)
    valueFrom.refuse('says no source', 'it needs one of fieldRef, resourceFieldRef, configMapKeyRef, secretKeyRef');
  else if (variable.at('value').text !== '') {
    valueFrom.say('value-not-allowed', `${variable.where} has both "value" and "valueFrom"`, 'keep one of them');
  } else if (sources.length > 1) valueFrom.refuse('has more than one source', 'keep one of them');
  valueFrom.at('fieldRef').at('fieldPath').mustBe(whyNoFieldPath);
  for (const source of [valueFrom.at('configMapKeyRef'), valueFrom.at('secretKeyRef')]) {
    if (!source.isThere) continue;
    const [name, key] = [source.at('name'), source.at('key')];
    if (name.text === '') name.miss();
    else name.mustBe(dnsSubdomain);
    if (key.text !== '') key.mustBe(dataKey);
  }
}

function whyNoFieldPath(path: string): string | undefined {
  return path === '' || fieldPaths.test(path)
    ? undefined
    : 'is no field that a variable can have: metadata.name, metadata.namespace, spec.nodeName, status.podIP and others are allowed';
}

function checkSource(source: Field): void {
  const prefix = source.at('prefix');
  if (prefix.text !== '') prefix.mustBe(variableName);
  const references = [source.at('configMapRef'), source.at('secretRef')].filter(({ isThere }) => isThere);
  if (references.length !== 1) {
    source.refuse(
      references.length === 0 ? 'says no source' : 'has more than one source',
      'it needs configMapRef or secretRef',
    );
  }
  for (const reference of references) {
    const name = reference.at('name');
    if (name.text === '') name.miss();
    else name.mustBe(dnsSubdomain);
  }
}

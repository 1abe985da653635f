import { parse } from 'yaml';

/**
 * Images that objects of Kubernetes name, sorted, each once: of containers, of objects that an operator makes pods of, in
 * arguments (an operator is told so which sidecars it makes), and in the values that Linkerd's injector reads. Pods of `helm test`
 * are left out: nobody runs them.
 */
export function imagesIn(objects: readonly unknown[]): readonly string[] {
  const images = objects.flatMap((object) => (isOfTest(object) ? [] : [...imagesBelow(object), ...injected(object)]));
  return [...new Set(images)].sort();
}

/** A registry or a path, and a tag or a digest. */
const reference = /^[\w.-]+(?::\d+)?(?:\/[\w.-]+)+(?::\w[\w.-]*)?(?:@sha256:[0-9a-f]{64})?$/;

function* imagesBelow(value: unknown, key = ''): Iterable<string> {
  if (typeof value === 'string') {
    const [option = '', ...rest] = value.split('=');
    const argument = rest.join('=');
    if (key === 'image' && value !== '') yield value;
    else if (/^--[\w-]+$/.test(option) && /image|reloader/.test(option) && reference.test(argument)) yield argument;
    return;
  }
  if (Array.isArray(value)) {
    for (const item of value) yield* imagesBelow(item);
    return;
  }
  if (!isMapping(value) || Reflect.get(value, 'kind') === 'CustomResourceDefinition') return;
  for (const [name, inner] of Object.entries(value)) yield* imagesBelow(inner, name);
}

/** What Linkerd puts into the pods of others: the proxy and, without the plugin of nodes, what starts before it. */
function injected(object: unknown): readonly string[] {
  if (at(object, 'kind') !== 'ConfigMap' || at(object, 'metadata', 'name') !== 'linkerd-config') return [];
  const text = at(object, 'data', 'values');
  const values: unknown = typeof text === 'string' ? parse(text) : undefined;
  const parts = at(values, 'cniEnabled') === true ? ['proxy'] : ['proxy', 'proxyInit'];
  return parts.flatMap((part) => {
    const [name, version] = [at(values, part, 'image', 'name'), at(values, part, 'image', 'version')];
    const tag = version === '' || version === undefined ? at(values, 'linkerdVersion') : version;
    return typeof name === 'string' ? [`${name}:${String(tag)}`] : [];
  });
}

function isOfTest(object: unknown): boolean {
  const hook = at(object, 'metadata', 'annotations', 'helm.sh/hook');
  return typeof hook === 'string' && /\btest/.test(hook);
}

function at(value: unknown, ...path: readonly string[]): unknown {
  return path.reduce<unknown>((found, key) => (isMapping(found) ? Reflect.get(found, key) : undefined), value);
}

function isMapping(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

import type { End } from './flow';

/** Port of a URL, said or meant. */
export function portOf(url: string): number {
  const { port, protocol } = new URL(url);
  if (port !== '') return Number(port);
  return protocol === 'http:' ? 80 : 443;
}

/** Who answers at a URL: the pods of a namespace when it names a Service of the cluster (`web.shop.svc...`), as far as one can tell. */
export function endOf(url: string): End {
  const [, namespace] = /^[^.]+\.([^.]+)\.svc(?:\.|$)/.exec(new URL(url).hostname) ?? [];
  return namespace === undefined ? 'anywhere' : { namespace };
}

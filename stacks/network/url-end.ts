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

/** Port of a repository of Git: HTTPS, SSH, or the form of scp, `git@host:path`, which has none but that of SSH. */
export function gitPortOf(repository: string): number {
  const url = URL.canParse(repository) ? new URL(repository) : undefined;
  if (url === undefined || !url.protocol.match(/^(?:https?|ssh):$/)) return 22;
  return url.port === '' && url.protocol === 'ssh:' ? 22 : portOf(repository);
}

/** Ports that texts of a configuration name: URLs, and hosts with a port such as `ldap.example.com:636`. */
export function portsIn(value: unknown): readonly number[] {
  if (typeof value === 'object' && value !== null) return Object.values(value).flatMap(portsIn);
  if (typeof value !== 'string') return [];
  if (/^https?:\/\//.test(value) && URL.canParse(value)) return [portOf(value)];
  const [, port] = /^[A-Za-z0-9.-]+:([0-9]{1,5})$/.exec(value) ?? [];
  return port === undefined ? [] : [Number(port)];
}

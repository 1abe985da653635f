import type { Placement } from './placement';

/** A host that a variable of a service names, and that its network policy does not. */
export interface HostWithoutWay {
  readonly variable: string;
  /** With its port, where one is said. */
  readonly host: string;
}

/**
 * Hosts in variables of a placement that no rule of its own leads to, by what the texts say: a policy knows addresses, and what stands in a
 * secret is not known here.
 */
export function hostsWithoutWay({ env, namespace, network }: Placement): readonly HostWithoutWay[] {
  const called = new Set(network.egress.map(({ reason }) => reason));
  // A range outside of the cluster may be that of any host with dots; a namespace is in the names of its Services.
  const namespaces = new Set(network.egress.filter(({ pods }) => pods === undefined).map((peer) => peer.namespace));
  const isKnown = (host: string): boolean => {
    const [name = '', place = namespace, ...rest] = host.split('.');
    if (name === 'localhost' || host.startsWith('127.') || host === '0.0.0.0') return true;
    const isInCluster = rest.length === 0 || rest[0] === 'svc';
    return isInCluster && (called.has(name) || namespaces.has(place));
  };
  return Object.entries(env).flatMap(([variable, value]) =>
    typeof value === 'string'
      ? hostsIn(value)
          .filter((one) => !isKnown(one.replace(/:\d+$/, '')))
          .map((host) => ({ variable, host }))
      : [],
  );
}

/** `scheme://user@host:port/path`, or `host:port` in a list of them. */
function hostsIn(text: string): readonly string[] {
  const ofAddresses = text
    .split('://')
    .slice(1)
    .flatMap((part) => (/^[^\s/?#"']*/.exec(part)?.[0].split('@').at(-1) ?? '').split(','));
  const alone = text.split(/[\s,;]+/).filter((word) => /^[a-z0-9][-a-z0-9.]*:\d{2,5}$/i.test(word));
  const named = /^[a-z0-9][-a-z0-9]*(\.[a-z0-9][-a-z0-9]*)+$/i.test(text) && /[a-z]$/i.test(text) ? [text] : [];
  return [...new Set([...ofAddresses, ...alone, ...named])].filter((host) =>
    /^[a-z0-9][-a-z0-9.]*(:\d+)?$/i.test(host),
  );
}

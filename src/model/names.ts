import * as z from 'zod';

/** Longest name of a Kubernetes object that becomes a host name, and longest label value (RFC 1123, section 2.1; Kubernetes, "Object Names and IDs"). */
export const longestLabel = 63;

/** Longest CronJob name: Kubernetes appends 11 characters to make the name of a Job (Kubernetes, "CronJob"). */
export const longestCronJobName = 52;

/**
 * Suffixes that Slipway appends to a service's name. The longest decides how long a service's name may be;
 * a test holds this list against the names in the rendered tree.
 */
export const nameSuffixes = [
  '-active',
  '-backup',
  '-canary',
  '-config',
  '-dashboard',
  '-files',
  '-headless',
  '-job',
  '-preview',
  '-secrets',
  '-stable',
  '-success-rate',
] as const;

const dnsLabel = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/;

/** Whether a name that was made from others is a DNS-1123 label of at most 63 characters. */
export function isDnsLabel(name: string): boolean {
  return name.length <= longestLabel && dnsLabel.test(name);
}

/** A DNS-1123 label: the form of names of services, environments, teams and namespaces. */
export const DnsLabel = z
  .string()
  .regex(dnsLabel, {
    error: 'must be a DNS-1123 label: lower-case letters, digits and "-", not at the ends',
    abort: true,
  })
  .max(longestLabel, `must have at most ${longestLabel} characters`);

/** Name of an object of most kinds (Kubernetes, "DNS Subdomain Names"). */
export const ObjectName = z
  .string()
  .max(253, 'must have at most 253 characters')
  .regex(
    /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/,
    'must be lower-case letters, digits, "-" and ".", with a letter or digit at both ends of each part',
  );

/** Name of a label or an annotation: a name, with a domain before it or not (Kubernetes, "Labels and Selectors"). */
export const LabelName = z
  .string()
  .regex(
    /^([a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*\/)?[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$/,
    'must be a name of at most 63 letters, digits, "-", "_" and ".", with a domain and "/" before it or not',
  )
  .refine((name) => name.indexOf('/') <= 253, 'must have a domain of at most 253 characters');

/** @see LabelName */
export const AnnotationName = LabelName;

/** Value of a label. */
export const LabelValue = z
  .string()
  .regex(
    /^([A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?)?$/,
    'must have at most 63 letters, digits, "-", "_" and ".", with a letter or digit at both ends',
  );

/** A port's name as Kubernetes wants it (IANA_SVC_NAME, RFC 6335): at most 15 characters, at least one letter. */
export const PortName = z
  .string()
  .max(15, 'must have at most 15 characters')
  .regex(
    /^(?=.*[a-z])[a-z0-9]+(-[a-z0-9]+)*$/,
    'must be lower-case letters, digits and single "-", with a letter (RFC 6335)',
  );

/** The name of an environment variable that every shell and Kubernetes accept. */
export const VariableName = z
  .string()
  .regex(/^[A-Za-z_][A-Za-z0-9_]*$/, 'must be letters, digits and "_", not starting with a digit');

/** The name of a variable that a container may have: programs such as OpenSearch read some that no shell can name. */
export const ContainerVariableName = z
  .string()
  .regex(/^[-._A-Za-z][-._A-Za-z0-9]*$/, 'must be letters, digits, "_", "-" and ".", not starting with a digit');

/** A key of a ConfigMap or Secret (Kubernetes, ConfigMap `data`). */
export const DataKey = z
  .string()
  .max(253, 'must have at most 253 characters')
  .regex(/^[-._a-zA-Z0-9]+$/, 'must be letters, digits, "-", "_" and "."')
  .regex(/^(?!\.$|\.\.)/, 'must not be "." and not begin with ".."');

/** A text that a process is started with: the kernel ends it at the character NUL, so the kubelet starts no container. */
export const ProcessText = z.string().regex(/^[^\0]*$/, 'must not have the character NUL');

/**
 * A folder of a container where a volume may be that is empty at first: Kubernetes takes no colon, and a volume over what the kernel
 * and the kubelet put there, or over the programs of the image, ends the container. Memory at `/dev/shm` is usual, and so is an
 * empty folder at `/run`.
 */
export const WritableFolder = z
  .string()
  .regex(/^\/[^\s\p{Cc}]*$/u, { error: 'must be an absolute path such as "/app/config"', abort: true })
  .regex(/^[^:]*$/, 'must not have a colon, which Kubernetes does not take in a path')
  .regex(/^(?!\/*$)/, 'must not be "/", which holds the image')
  .regex(/^(?!.*\/\.{1,2}(?:\/|$))/, 'must be written without "." and ".."')
  .regex(
    /^(?!\/+(?:proc|sys|dev(?!\/+shm\/*$)|(?:var\/+)?run\/+secrets\/+kubernetes\.io)(?:\/|$))/,
    'must not be a folder of the system: /proc, /sys, /dev, and the one of the service account',
  )
  .regex(
    /^(?!\/+(?:etc|usr(?:\/+(?:s?bin|lib(?:32|64|x32)?))?|s?bin|lib(?:32|64|x32)?)\/*$)/,
    'must not be a folder of the system, which the volume would hide: use one below it, such as /etc/app',
  );

/** A folder of a container where files of ours may be. Nobody could write to it, and the kubelet has to, below `/run`. */
export const Folder = WritableFolder.regex(
  /^(?!\/+(?:var\/+)?run\/*$)/,
  'must not be /run, to which the kubelet writes: use a folder below it, such as /run/app',
);

/** A collector of traces in the cluster: a policy can let pods out to a namespace, and to no name outside. */
export const TracesUrl = z
  .string()
  .regex(
    /^https?:\/\/[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?\.[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?\.svc(\.[a-z0-9.-]+)?:([1-9][0-9]{0,3}|[1-5][0-9]{4}|6[0-4][0-9]{3}|65[0-4][0-9]{2}|655[0-2][0-9]|6553[0-5])$/,
    'must be the URL of a Service with its port, such as "http://opentelemetry-collector.opentelemetry.svc:4317"',
  );

/** A path of a container or of a request that has no other rule. */
export const AbsolutePath = z.string().regex(/^\/[^\s]*$/, 'must be an absolute path such as "/app/config"');

const hostName = /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?(\.[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?)*$/;

/** Whether a name that was made from others is a host name. */
export function isHostName(name: string): boolean {
  return name.length <= 253 && hostName.test(name);
}

/** A host name that a route may match (RFC 1123 subdomain). */
export const HostName = z
  .string()
  .max(253, 'must have at most 253 characters')
  .regex(hostName, 'must be a lower-case host name such as "web.example.com", with at most 63 characters between dots');

/** Names that are filled in where a host is said. */
const hostNames = ['service', 'environment', 'team', 'system'];

/**
 * A host that a route answers for: a host name, with names filled in or not, or every name below one (Gateway API, `Hostname`).
 * What becomes of it is for a law to look at.
 */
export const RouteHost = z
  .string()
  .max(253, 'must have at most 253 characters')
  .regex(
    /^(\*\.)?[a-z0-9{]([-a-z0-9{}]*[a-z0-9}])?(\.[a-z0-9{]([-a-z0-9{}]*[a-z0-9}])?)*$/,
    'must be a lower-case host name such as "web.example.com", or "*.example.com" for all below it',
  )
  .refine((text) => fillsOnly(text, hostNames), {
    message: `may only contain the placeholders ${hostNames.map((name) => `{${name}}`).join(', ')}`,
  });

/** Whether a host of a route is one, once names are filled in. */
export function isRouteHost(host: string): boolean {
  return isHostName(host.replace(/^\*\./, ''));
}

/** The beginning of a path that a route or an Ingress matches (Gateway API, `HTTPPathMatch`): no proxy reads it otherwise. */
export const RoutePath = z
  .string()
  .max(1024, 'must have at most 1024 characters')
  .regex(/^\/\S*$/, { error: 'must be an absolute path such as "/app/config"', abort: true })
  .regex(
    /^(?:[-A-Za-z0-9/._~!$&'()*+,;=:@]|%[0-9a-fA-F]{2})*$/,
    'must have letters, digits and -._~!$&\'()*+,;=:@ only, and others as "%" and two digits: "%20"',
  )
  .regex(/^(?!.*(?:\/\/|\/\.{1,2}(?:\/|$)|%2[fF]))/, 'must be written without "//", ".", ".." and "%2F"');

/** A network in CIDR notation. */
export const Network = z
  .cidrv4('must be a network such as "10.0.0.0/8"')
  .refine(isFirstOfNetwork, 'must be the first address of its network: "10.1.0.0/16", not "10.1.2.3/16"');

/** Kubernetes takes no other, for nobody knows which network was meant. */
function isFirstOfNetwork(network: string): boolean {
  const [address = '', length = ''] = network.split('/');
  const bits = address.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);
  return bits % 2 ** (32 - Number(length)) === 0;
}

/** A TCP or UDP port, 1 to 65535. */
export const PortNumber = z.int().min(1, 'must be 1 or more').max(65535, 'must be 65535 or less');

const placeholder = /\{([^{}]*)\}/g;

/**
 * A text with placeholders such as `{service}-{environment}`.
 *
 * @param allowed the names that may stand in braces; any other is an error that lists them
 */
export function pattern(allowed: readonly string[]) {
  const list = allowed.map((name) => `{${name}}`).join(', ');
  return z
    .string()
    .min(1, 'must not be empty')
    .refine((text) => fillsOnly(text, allowed), { message: `may only contain the placeholders ${list}` });
}

/** Whether a text has no braces but those of names that are filled in. */
export function fillsOnly(text: string, allowed: readonly string[]): boolean {
  const names = [...text.matchAll(placeholder)].map((match) => match[1] ?? '');
  return names.every((name) => allowed.includes(name)) && !/[{}]/.test(text.replaceAll(placeholder, ''));
}

/** Patterns by text, cut at their placeholders: texts at even places, names at odd ones. A catalog has a handful. */
const cutPatterns = new Map<string, readonly string[]>();

/** Fills the placeholders of a pattern; every placeholder must have a value, which the schema has made sure of. */
export function fill(text: string, values: Readonly<Record<string, string>>): string {
  if (!text.includes('{')) return text;
  let pieces = cutPatterns.get(text);
  if (pieces === undefined) cutPatterns.set(text, (pieces = text.split(placeholder)));
  let filled = '';
  let isName = false;
  for (const piece of pieces) {
    filled += isName ? (values[piece] ?? `{${piece}}`) : piece;
    isName = !isName;
  }
  return filled;
}

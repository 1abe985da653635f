import { remembered } from './remembered';

/**
 * Syntaxes of names, as the API server has them (k8s.io/apimachinery, util/validation). Each returns why a text is none, as
 * the rest of a sentence, or undefined when it is one.
 */
export type Syntax = (text: string) => string | undefined;

const label = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/;
const subdomain = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;
const qualified = /^([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]$/;

/** DNS-1123 label: names of containers, volumes, namespaces. */
export const dnsLabel = syntax(
  label,
  63,
  'is no DNS label: small letters, digits and "-" are allowed, with a letter or digit first and last',
);

/** DNS-1035 label: names of Services before Kubernetes 1.36. */
export const dns1035Label = syntax(
  /^[a-z]([-a-z0-9]*[a-z0-9])?$/,
  63,
  'is no DNS-1035 label: small letters, digits and "-" are allowed, with a letter first',
);

/** DNS-1123 subdomain: names of most objects. */
export const dnsSubdomain = syntax(
  subdomain,
  253,
  'is no DNS subdomain: small letters, digits, "-" and "." are allowed, with a letter or digit first and last',
);

/** A host that may start with `*.`. */
export const wildcardDomain = syntax(
  /^\*\.[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/,
  253,
  'is no domain with a wildcard: "*." and a DNS subdomain are allowed',
);

/** Names of roles, which may be anything that fits into a path. */
export function pathSegment(text: string): string | undefined {
  return text === '.' || text === '..' || /[/%]/.test(text)
    ? 'may not be "." or "..", or contain "/" or "%"'
    : undefined;
}

/** Keys of labels: a name, with or without a domain before it. */
export const labelKey = remembered(whyNoLabelKey);

function whyNoLabelKey(text: string): string | undefined {
  const [name = '', prefix, ...rest] = text.split('/').reverse();
  if (rest.length > 0) return 'has more than one "/": a name, or a domain, "/" and a name is allowed';
  if (prefix !== undefined && dnsSubdomain(prefix) !== undefined) {
    return `has a "/" after what is no DNS subdomain: "${prefix}"`;
  }
  if (name.length > 63) return `has ${name.length} letters in its name: 63 are allowed`;
  return qualified.test(name)
    ? undefined
    : 'is no qualified name: letters, digits, "-", "_" and "." are allowed, with a letter or digit first and last';
}

/** Keys of annotations are those of labels, large letters in the domain included. */
export function annotationKey(text: string): string | undefined {
  return labelKey(text.toLowerCase());
}

/** Values of labels. */
export const labelValue = remembered(whyNoLabelValue);

function whyNoLabelValue(text: string): string | undefined {
  if (text === '') return undefined;
  if (text.length > 63) return `has ${text.length} letters: 63 are allowed in the value of a label`;
  return qualified.test(text)
    ? undefined
    : 'is no value of a label: letters, digits, "-", "_" and "." are allowed, with a letter or digit first and last';
}

/** Names of ports in pods (IANA service names). */
export function portName(text: string): string | undefined {
  if (text.length > 15) return `has ${text.length} letters: 15 are allowed in the name of a port`;
  const isName = /^[-a-z0-9]+$/.test(text) && /[a-z]/.test(text) && !/--|^-|-$/.test(text);
  return isName ? undefined : 'is no name of a port: small letters, digits and "-" are allowed, at least one letter';
}

/** Names of environment variables, as Kubernetes 1.34 and later take them. */
export function variableName(text: string): string | undefined {
  return /^[\x20-\x3c\x3e-\x7e]+$/.test(text)
    ? undefined
    : 'is no name of an environment variable: printable ASCII characters other than "=" are allowed';
}

/** Keys of ConfigMaps and Secrets, which become names of files. */
export function dataKey(text: string): string | undefined {
  if (text.length > 253) return `has ${text.length} letters: 253 are allowed`;
  return /^[-._a-zA-Z0-9]+$/.test(text) && text !== '.' && !text.startsWith('..')
    ? undefined
    : 'is no key of data: letters, digits, "-", "_" and "." are allowed, and no ".." first';
}

/** Paths inside of a volume. */
export function descendingPath(text: string): string | undefined {
  if (text.startsWith('/')) return 'is an absolute path: a relative one is allowed';
  return text.split('/').includes('..') ? 'has ".." in its path' : undefined;
}

function syntax(pattern: RegExp, length: number, why: string): Syntax {
  return remembered((text) => {
    if (text.length > length) return `has ${text.length} letters: ${length} are allowed`;
    return pattern.test(text) ? undefined : why;
  });
}

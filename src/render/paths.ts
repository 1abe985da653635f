import type { KubernetesObject } from '../constructs/manifest';

/** A manifest's file name: the kind, and what its name adds to the name of the service that the folder is about. */
export function fileName(object: KubernetesObject, owner: string): string {
  const kind = kebab(object.kind);
  const name = object.metadata.name ?? '';
  if (name === owner) return `${kind}.yaml`;
  const isOwn = name.startsWith(`${owner}-`) || name.startsWith(`${owner}.`);
  return `${kind}-${fileSafe(isOwn ? name.slice(owner.length + 1) : name)}.yaml`;
}

/** Names an object for people: `Deployment "web" in namespace "dev"`. */
export function describeObject(object: KubernetesObject): string {
  const { name = '', namespace } = object.metadata;
  return `${object.kind} "${name}"${namespace === undefined ? '' : ` in namespace "${namespace}"`}`;
}

const kebabByKind = new Map<string, string>();

// HorizontalPodAutoscaler -> horizontal-pod-autoscaler, HTTPRoute -> http-route, MeshTLSAuthentication -> mesh-tls-authentication.
function kebab(kind: string): string {
  const known = kebabByKind.get(kind);
  if (known !== undefined) return known;
  const name = kind
    .replace(/([a-z0-9])([A-Z])/g, '$1-$2')
    .replace(/([A-Z])([A-Z][a-z])/g, '$1-$2')
    .toLowerCase();
  kebabByKind.set(kind, name);
  return name;
}

// Names of Kubernetes objects may hold ":" (RBAC) and other characters that some file systems refuse.
function fileSafe(name: string): string {
  return /^[-a-z0-9.]+$/.test(name) ? name : encodeURIComponent(name).replaceAll('*', '%2A');
}

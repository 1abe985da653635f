/** Domains of annotations by which programs copy Secrets between namespaces, or put values of a store into objects. */
export const secretCopiers = [
  // Argo CD Vault Plugin reads any path of the store with rights of Argo CD.
  'avp.kubernetes.io',
  'kubed.appscode.com',
  'reflector.v1.k8s.emberstack.com',
  'replicator.v1.mittwald.de',
] as const;
export type SecretCopier = (typeof secretCopiers)[number];

/** The domain of a program that copies Secrets where an annotation says so; undefined for every other annotation. */
export function copierOf(annotation: string): SecretCopier | undefined {
  const [domain = ''] = annotation.split('/', 1);
  return secretCopiers.find((one) => one === domain);
}

/** Why an annotation that copies Secrets is not for a service to say. */
export const becauseOfCopies =
  'which has Secrets copied between namespaces, or values of the secret store put into objects, whatever its places are';

/** What to do about it. @param domain of the annotation */
export function hintOfCopier(domain: string): string {
  return `leave it out, or add "${domain}" to secrets.copiers of platform.yaml`;
}

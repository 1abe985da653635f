/** An object that somebody wrote for a service, as it is. */
export interface WrittenObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: Readonly<Record<string, unknown>> & { readonly name: string; readonly namespace?: string };
  readonly [field: string]: unknown;
}

/** A file of objects that a service has besides those that are rendered for it: in the order of the file. */
export interface ServiceManifests {
  readonly objects: readonly WrittenObject[];
}

/** API group of an object; the core group is `''`. */
export function apiGroupOf({ apiVersion }: Pick<WrittenObject, 'apiVersion'>): string {
  const slash = apiVersion.indexOf('/');
  return slash < 0 ? '' : apiVersion.slice(0, slash);
}

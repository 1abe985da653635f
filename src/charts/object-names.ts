/** Names of the objects of a service that are not called as the service itself. */
export interface ObjectNames {
  readonly config: string;
  readonly files: string;
  readonly secrets: string;
  readonly headless: string;
  readonly job: string;
  readonly active: string;
  readonly preview: string;
  readonly stable: string;
  readonly canary: string;
  readonly successRate: string;
  readonly dashboard: string;
}

/** The one place where a suffix is appended to a service's name; `nameSuffixes` of the model has the same list. */
export function objectNames(service: string): ObjectNames {
  return {
    config: `${service}-config`,
    files: `${service}-files`,
    secrets: `${service}-secrets`,
    headless: `${service}-headless`,
    job: `${service}-job`,
    active: `${service}-active`,
    preview: `${service}-preview`,
    stable: `${service}-stable`,
    canary: `${service}-canary`,
    // Of the service's own, because services may share a namespace, and an object belongs to one Application.
    successRate: `${service}-success-rate`,
    dashboard: `${service}-dashboard`,
  };
}

/**
 * Name of an object that is about one port. The dot, which names of services and ports cannot have, keeps port "http" of
 * service "web-api" apart from port "api-http" of service "web". Only for kinds whose names may be host names.
 */
export function portObjectName(service: string, port: string): string {
  return `${service}.${port}`;
}

import type { Resolved } from './resolve';
import type { WrittenObject } from './service-manifests';

/** A route of the Gateway API that somebody wrote, by which requests are divided between two releases. */
export interface WrittenRoute {
  readonly name: string;
  readonly protocol: 'http' | 'grpc';
}

const protocols: ReadonlyMap<string, WrittenRoute['protocol']> = new Map([
  ['HTTPRoute', 'http'],
  ['GRPCRoute', 'grpc'],
]);

/** Routes among the manifests of a service that lead to its canary: those of a mesh, or of a Gateway that no setting says. */
export function writtenRoutes({
  service,
  wants,
  manifests,
}: Pick<Resolved, 'service' | 'wants' | 'manifests'>): readonly WrittenRoute[] {
  const canary = wants.names?.canary ?? `${service}-canary`;
  return manifests.flatMap(({ objects }) =>
    objects.flatMap((object) => {
      const protocol = protocols.get(object.kind);
      if (protocol === undefined || !backendsIn(object).includes(canary)) return [];
      return [{ name: object.metadata.name, protocol }];
    }),
  );
}

function backendsIn({ spec }: WrittenObject): readonly unknown[] {
  return listIn(spec, 'rules').flatMap((rule) =>
    listIn(rule, 'backendRefs').map((backend) => valueIn(backend, 'name')),
  );
}

function listIn(value: unknown, key: string): readonly unknown[] {
  const found = valueIn(value, key);
  return Array.isArray(found) ? found : [];
}

function valueIn(value: unknown, key: string): unknown {
  // Manifests are checked by the schemas of Kubernetes later on: here they may be anything.
  return typeof value === 'object' && value !== null ? Object.getOwnPropertyDescriptor(value, key)?.value : undefined;
}

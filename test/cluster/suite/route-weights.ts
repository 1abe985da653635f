import * as z from 'zod';

import { KubeObject } from '../harness/kube-client';
import type { KubeClient } from '../harness/kube-client';

const Route = KubeObject.extend({
  spec: z.looseObject({
    rules: z.array(
      z.looseObject({ backendRefs: z.array(z.looseObject({ name: z.string(), weight: z.number() })).default([]) }),
    ),
  }),
});

/** Shares of the requests by Service, in percent: what the API server has, for each route that has several, in each of its rules. */
export type RouteWeights = Readonly<Record<string, readonly Readonly<Record<string, number>>[]>>;

/** The shares that the routes of a namespace have: "HTTPRoute web" and one entry for each of its rules. */
export async function routeWeights(client: KubeClient, namespace: string): Promise<RouteWeights> {
  const version = 'gateway.networking.k8s.io/v1';
  const lists = await Promise.all(['GRPCRoute', 'HTTPRoute'].map((kind) => client.list(version, kind, namespace)));
  return Object.fromEntries(
    lists.flat().map((object) => {
      const { kind, metadata, spec } = Route.parse(object);
      const rules = spec.rules.map(({ backendRefs }) =>
        Object.fromEntries(backendRefs.map(({ name, weight }) => [name, weight])),
      );
      return [`${kind} ${metadata.name}`, rules];
    }),
  );
}

import * as z from 'zod';

/** Any object of Kubernetes. */
export const KubernetesObject = z.looseObject({
  apiVersion: z.string(),
  kind: z.string(),
  metadata: z.looseObject({ name: z.string() }),
});
export type KubernetesObject = z.infer<typeof KubernetesObject>;

/** A CustomResourceDefinition: what we read of it, and all the rest as it is. */
export const CustomResourceDefinition = KubernetesObject.extend({
  apiVersion: z.literal('apiextensions.k8s.io/v1'),
  kind: z.literal('CustomResourceDefinition'),
  spec: z.looseObject({
    group: z.string(),
    scope: z.enum(['Namespaced', 'Cluster']),
    names: z.looseObject({ kind: z.string(), plural: z.string() }),
    versions: z.array(z.looseObject({ name: z.string(), served: z.boolean(), storage: z.boolean() })),
  }),
});
export type CustomResourceDefinition = z.infer<typeof CustomResourceDefinition>;

import * as z from 'zod';

import type { Pod } from './pods';
import type { Rendered } from './real-chart';
import { targetsOf } from './targets';
import type { Wanted } from './targets';

const ServiceRef = z.looseObject({ namespace: z.string(), name: z.string(), port: z.number().default(443) });
const Webhooks = z.looseObject({
  webhooks: z
    .array(z.looseObject({ name: z.string(), clientConfig: z.looseObject({ service: ServiceRef.optional() }) }))
    .default([]),
});
const Conversion = z.looseObject({
  spec: z.looseObject({
    conversion: z
      .looseObject({ webhook: z.looseObject({ clientConfig: z.looseObject({ service: ServiceRef }) }).optional() })
      .optional(),
  }),
});

/** Every webhook that the API server calls: of admission, and of definitions. */
export function webhooksOf(objects: readonly Rendered[], pods: readonly Pod[]): readonly Wanted[] {
  return objects.flatMap((object) => {
    if (/^(Validating|Mutating)WebhookConfiguration$/.test(object.kind)) {
      return Webhooks.parse(object).webhooks.flatMap(({ name, clientConfig }) =>
        clientConfig.service === undefined ? [] : [called(name, clientConfig.service, objects, pods)],
      );
    }
    if (object.kind !== 'CustomResourceDefinition') return [];
    const service = Conversion.parse(object).spec.conversion?.webhook?.clientConfig.service;
    return service === undefined ? [] : [called(object.metadata.name, service, objects, pods)];
  });
}

function called(
  name: string,
  { namespace, name: serviceName, port }: z.output<typeof ServiceRef>,
  objects: readonly Rendered[],
  pods: readonly Pod[],
): Wanted {
  const services = objects.filter(
    ({ kind, metadata }) => kind === 'Service' && metadata.name === serviceName && metadata.namespace === namespace,
  );
  return { name, targets: services.flatMap((service) => targetsOf(service, (one) => one.port === port, pods)) };
}

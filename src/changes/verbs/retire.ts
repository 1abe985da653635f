import * as z from 'zod';

import { dependenciesOf } from '../../model/calls';
import { documents, inOrderOfNames } from '../../model/catalog';
import type { Problem } from '../../model/problem';
import { isRetired } from '../../model/resolve';
import { defineVerb } from '../define-verb';
import { undeployed } from '../deployed';
import { listOf, nameOfEnvironment, Names } from '../fields';
import { overlayOf } from '../releases';
import { refuseAll, requestProblem } from '../request-problem';
import { editOf, settle } from '../settle';
import { namesInSubject, subjectOf } from '../subject';
import type { Known } from '../verb';

const Fields = z.strictObject({
  service: Names.describe('Service, or several that end together.'),
  environment: Names.optional().describe('Where it ends; several are possible. Default: everywhere.'),
});

/** What runs is removed; its files stay until nothing is left. */
export const retire = defineVerb({
  name: 'retire',
  summary: 'ends a service in an environment, or everywhere',
  fields: Fields,
  names: { service: 'service', environment: 'environment' },
  examples: [
    { title: 'A service that nobody needs any more.', fields: { service: 'payment-service' } },
    { title: 'In one environment.', fields: { service: 'client', environment: 'production' } },
  ],
  plan: (fields, known) => {
    const { catalog } = known;
    const services = listOf(fields.service);
    const environments = listOf(fields.environment).map((name) => nameOfEnvironment(catalog, name));
    const places = services.flatMap((service) => environments.map((environment) => ({ service, environment })));
    refuseAll([
      ...places.flatMap(({ service, environment }) => [...undeployed(catalog, service, environment)]),
      ...services.flatMap((service, index) => {
        const path = typeof fields.service === 'string' ? ['service'] : ['service', index];
        return [...neededBy(service, path, services, environments, known)];
      }),
    ]);
    const everywhere = services.map(
      (service) =>
        [
          documents.service(service),
          settle(['retired'], catalog.services.get(service)?.service.retired, true),
        ] as const,
    );
    const somewhere = places.map(
      ({ service, environment }) =>
        [
          documents.overlay(service, environment),
          settle(['retired'], overlayOf(catalog, service, environment)?.retired, true),
        ] as const,
    );
    const where = environments.length === 0 ? [] : ['in', namesInSubject(environments, 'environments')];
    return {
      edit: editOf(environments.length === 0 ? everywhere : somewhere),
      subject: subjectOf('retire', namesInSubject(services, 'services'), ...where),
      notes: [],
    };
  },
});

/** Services that would depend on what ends. */
function* neededBy(
  service: string,
  path: Problem['path'],
  ending: readonly string[],
  environments: readonly string[],
  { catalog }: Known,
): Iterable<Problem> {
  for (const [name, other] of inOrderOfNames(catalog.services)) {
    if (ending.includes(name) || !dependenciesOf(other.service).some((one) => one.service === service)) continue;
    const needed = [...other.overlays].flatMap(([environment, overlay]) => {
      const where = catalog.environments.get(environment);
      const isMeant = environments.length === 0 || environments.includes(environment);
      return isMeant && where !== undefined && !isRetired(overlay, other.service, where) ? [environment] : [];
    });
    if (needed.length === 0) continue;
    yield requestProblem(
      path,
      `service "${name}" depends on "${service}" in ${needed.sort().join(', ')}`,
      `remove it from dependsOn of "${name}", or retire that, too`,
    );
  }
}

import { copyingAnnotations } from '../manifests/copied-secrets';
import { secretWays } from '../manifests/secret-ways';
import type { Mapping } from '../manifests/value-at';
import type { Placement } from '../model/placement';
import { becauseOfCopies, copierOf, hintOfCopier } from '../model/secret-copiers';

type Path = readonly (string | number)[];

/**
 * Ways around the places of the secret store that a service may not go, whoever has made the object: a store, a generator or a
 * program's own kind reads what its author says, with rights of its own.
 */
export function secretWayFaults(
  object: Mapping,
  { service, secrets: { stores, copiers } }: Pick<Placement, 'service' | 'secrets'>,
): readonly { readonly path: Path; readonly message: string; readonly hint: string }[] {
  const ways = secretWays(object).flatMap(({ path, kind, name, isOwn }) => {
    const shown = `${kind}/${name ?? '*'}`;
    if (stores.includes(shown)) return [];
    return [
      {
        path,
        message: isOwn
          ? `service "${service}" brings "${shown}", which takes secrets from wherever it says, whatever the places of the service are`
          : `service "${service}" takes secrets by "${shown}", which is bound to no place of the service`,
        hint: `take keys of the store of the environment, or add "${shown}" to secrets.stores of platform.yaml`,
      },
    ];
  });
  const copies = copyingAnnotations(object, copierOf).flatMap(({ path, name, domain }) =>
    copiers.includes(domain)
      ? []
      : [
          {
            path,
            message: `service "${service}" says the annotation "${name}", ${becauseOfCopies}`,
            hint: hintOfCopier(domain),
          },
        ],
  );
  return [...ways, ...copies];
}

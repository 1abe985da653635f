import type { LoadedCatalog } from '../../catalog/load';
import type { RenderTools } from '../../catalog/render-tools';
import { askedSecrets } from '../../manifests/asked-secrets';
import type { AskedSecret } from '../../manifests/asked-secrets';
import { textAt } from '../../manifests/value-at';
import type { Mapping } from '../../manifests/value-at';
import { secretsOfSettings } from '../../model/needed-secrets';
import type { WantedSecret } from '../../model/needed-secrets';
import type { Placement } from '../../model/placement';
import { InputError, describeProblem } from '../../model/problem';
import { located } from '../../render/located';
import type * as Render from '../../render/render';

/** Something of a service of which nobody here can say which keys it takes. */
export interface Uncounted {
  readonly environment: string;
  readonly service: string;
  readonly why: string;
}

/** What placements take out of secret stores. */
export interface WantedSecrets {
  readonly wanted: readonly WantedSecret[];
  readonly uncounted: readonly Uncounted[];
}

/**
 * What placements take out of secret stores. Where manifests, patches, charts, kustomizations and extensions have a hand in it, the
 * ExternalSecrets that are rendered say so: settings know nothing of them.
 */
export function wantedSecrets(
  placements: readonly Placement[],
  parsed: LoadedCatalog['parsed'],
  tools: RenderTools,
): WantedSecrets {
  const all = placements.map((placement) =>
    isOfSettings(placement)
      ? { wanted: secretsOfSettings(placement), uncounted: [] }
      : ofObjects(placement, parsed, tools),
  );
  return { wanted: all.flatMap(({ wanted }) => wanted), uncounted: all.flatMap(({ uncounted }) => uncounted) };
}

function isOfSettings({ customization, software, extensions, isRetired }: Placement): boolean {
  return isRetired || (customization === undefined && software === undefined && extensions.length === 0);
}

function ofObjects(placement: Placement, parsed: LoadedCatalog['parsed'], tools: RenderTools): WantedSecrets {
  const of = { environment: placement.environment, service: placement.service };
  let objects: readonly Mapping[];
  try {
    objects = located(parsed, () => renderer().placedObjects(placement, tools));
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    // What is in the settings is known all the same.
    const uncounted = error.problems.map((one) => ({ ...of, why: `it cannot be rendered: ${describeProblem(one)}` }));
    return { wanted: secretsOfSettings(placement), uncounted };
  }
  const found = objects.flatMap((object) => {
    const secrets = askedSecrets(object);
    return secrets === undefined ? [] : [{ ...secrets, name: textAt(object, ['metadata', 'name']) ?? '' }];
  });
  return {
    wanted: found.flatMap(({ asked, name }) => asked.map((one) => wantedBy(placement, name, one))),
    uncounted: found.flatMap(({ searches, name }) =>
      searches.map(({ store }) => ({
        ...of,
        why: `ExternalSecret "${name}": it takes whatever it finds in the store "${store}"`,
      })),
    ),
  };
}

/** Whatever the settings say the same of is theirs, and has the name of a variable. */
function wantedBy(
  { environment, service, secrets }: Placement,
  externalSecret: string,
  { store, remoteKey = '', property, secretKey }: AskedSecret,
): WantedSecret {
  const of = { environment, store, remoteKey };
  if (property === undefined) {
    const isWhole = secretKey === undefined && secrets.wholeKeys.includes(remoteKey);
    return { ...of, property, by: isWhole ? { service, as: secrets.wholeKeysAs } : { service, externalSecret } };
  }
  const said = secrets.keys.find(
    (one) => one.key === secretKey && one.remoteKey === remoteKey && one.property === property,
  );
  return { ...of, property, by: said === undefined ? { service, externalSecret } : { service, env: said.env } };
}

// Loading cdk8s takes longer than all the rest, and most catalogs need it for nothing here.
function renderer(): typeof Render {
  return require('../../render/render');
}

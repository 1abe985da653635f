import type { Lifecycles } from './lifecycle';
import { joinSchemas } from './read-schemas';
import type { Schemas } from './read-schemas';
import { readShippedLifecycles, readShippedSchemas, shippedMinors } from './shipped-schemas';
import type { ShippedMinor } from './shipped-schemas';

/** Settings that depend on the version of the API servers. */
export interface VersionSettings {
  /** Minor version: `1.36`. */
  readonly kubernetesVersion: string;
  readonly schemas: Schemas;
  readonly lifecycles: Lifecycles;
}

/**
 * What API servers take, by their version; read when a version is asked for, and once.
 *
 * @param packageRoot the folder that has our package.json
 * @param extra of files of `npm run manifest-schemas -- --from-cluster`; they win over what Slipway ships
 */
export function settingsByVersion(
  packageRoot: string,
  extra: readonly Schemas[],
): (version: string) => VersionSettings {
  return once((version) => settingsFor(packageRoot, version, extra));
}

/** The schemas alone, of what Slipway ships. @see settingsByVersion */
export function schemasByVersion(packageRoot: string): (version: string) => Schemas {
  const ofMinor = once((minor: ShippedMinor) => readShippedSchemas(packageRoot, minor));
  return (version) => ofMinor(shippedMinorFor(version));
}

function once<Key, Value>(read: (key: Key) => Value): (key: Key) => Value {
  const known = new Map<Key, Value>();
  return (key) => {
    const value = known.get(key) ?? read(key);
    known.set(key, value);
    return value;
  };
}

/**
 * What API servers of a version take.
 *
 * @param extra of files of `npm run manifest-schemas -- --from-cluster`; they win over what Slipway ships
 */
export function settingsFor(packageRoot: string, version: string, extra: readonly Schemas[]): VersionSettings {
  const shipped = readShippedSchemas(packageRoot, shippedMinorFor(version));
  return {
    kubernetesVersion: version,
    schemas: joinSchemas([shipped, ...extra]),
    lifecycles: readShippedLifecycles(packageRoot),
  };
}

/** Whether the schemas of a version are shipped. */
export function isKnownMinor(version: string): boolean {
  return shippedMinors.some((shipped) => shipped === version);
}

/** The versions whose schemas are shipped, for people: `1.34 to 1.36`. */
export const knownMinors = `${shippedMinors.at(-1)} to ${shippedMinors[0]}`;

/** The version itself, where its schemas are shipped; otherwise the nearest one, as kinds seldom change. */
export function shippedMinorFor(version: string): ShippedMinor {
  const [newest] = shippedMinors;
  const minor = minorOf(version);
  return (
    shippedMinors.find((shipped) => minorOf(shipped) <= minor) ?? shippedMinors[shippedMinors.length - 1] ?? newest
  );
}

function minorOf(version: string): number {
  return Number(version.split('.')[1]);
}

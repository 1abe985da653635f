import { documents, type Catalog, type DocumentName } from '../model/catalog';
import { Environment } from '../model/environment';
import { decidingLayer, type LayerKind } from '../model/layers';
import { Overlay } from '../model/overlay';
import { resolve, resolveAll } from '../model/resolve';
import { Service } from '../model/service';
import { wholeSettings } from '../model/settings';
import { isPlainMapping, type NodePath } from '../yaml/operation';
import { overlayOf } from './releases';

/** A file whose fields somebody sets. */
export interface SetTarget {
  readonly document: DocumentName;
  readonly schema: typeof Environment | typeof Overlay | typeof Service;
  /** As it was parsed. */
  readonly value: unknown;
  /** Whether a weaker layer says something at a path of the file. */
  readonly isSaidBelow: (path: NodePath) => boolean;
  /** What holds of a setting that is replaced as a whole, where the file does not say it. */
  readonly wholeBelow: (path: NodePath) => unknown;
}

/** The overlay of a service in an environment, the service, or the environment. */
export function setTarget(
  catalog: Catalog,
  service: string | undefined,
  environment: string | undefined,
): SetTarget | undefined {
  const entry = service === undefined ? undefined : catalog.services.get(service);
  const layersBelow = (kind: LayerKind, prefix: number) => (path: NodePath) =>
    resolveAll(catalog)
      .filter((one) => service === undefined || one.service === service)
      .filter((one) => environment === undefined || one.environment === environment)
      .some(({ layers }) => {
        const below = layers.slice(
          0,
          layers.findIndex((layer) => layer.kind === kind),
        );
        const setting = path.slice(prefix);
        const layer = decidingLayer(below, setting);
        return layer !== undefined && valueAt(layer.settings, setting) !== null;
      });
  if (service !== undefined && environment !== undefined) {
    const resolved = entry === undefined ? undefined : resolve(catalog, service, entry, environment);
    return {
      document: documents.overlay(service, environment),
      schema: Overlay,
      value: overlayOf(catalog, service, environment),
      isSaidBelow: layersBelow('overlay', 0),
      wholeBelow: ([key]) => {
        const whole = wholeSettings.find((name) => name === key);
        return whole === undefined ? undefined : resolved?.settings[whole];
      },
    };
  }
  if (service !== undefined) {
    return {
      document: documents.service(service),
      schema: Service,
      value: entry?.service,
      isSaidBelow: layersBelow('service', 0),
      wholeBelow: () => undefined,
    };
  }
  if (environment === undefined) return undefined;
  return {
    document: documents.environment(environment),
    schema: Environment,
    value: catalog.environments.get(environment),
    isSaidBelow: layersBelow('environment', 1),
    wholeBelow: () => undefined,
  };
}

function valueAt(value: unknown, path: NodePath): unknown {
  return path.reduce<unknown>((node, key) => (isPlainMapping(node) ? node[key] : undefined), value);
}

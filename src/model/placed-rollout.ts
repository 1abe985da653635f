import type { Settings } from './presets';
import type { Resolved } from './resolve';
import { isSoftware } from './software';
import { writtenRoutes } from './written-routes';
import type { WrittenRoute } from './written-routes';

type Canary = Extract<Settings['rollout'], { readonly strategy: 'canary' }>;

/** How a new version replaces the old one, complete. */
export type PlacedRollout =
  | Exclude<Settings['rollout'], Canary>
  | (Omit<Canary, 'weights'> & {
      /** What the weights of its steps are of: its pods, or the requests that its routes lead to it. */
      readonly weights: 'pods' | 'routes';
      /** Routes among its manifests that have weights, too. */
      readonly routes: readonly WrittenRoute[];
    });

/** Completes how a new version replaces the old one. */
export function placeRollout(resolved: Resolved): PlacedRollout {
  const { rollout } = resolved.settings;
  if (rollout.strategy !== 'canary') return rollout;
  if (!isSplitByRoutes(resolved)) return { ...rollout, weights: 'pods', routes: [] };
  return { ...rollout, weights: 'routes', routes: writtenRoutes(resolved) };
}

/** What is asked of a placement to know whether routes divide its requests. */
type Weighed = Pick<Resolved, 'service' | 'settings' | 'wants' | 'manifests'>;

/** Whether weights of routes divide the requests between two releases of a placement. */
export function isSplitByRoutes(resolved: Weighed & Pick<Resolved, 'where'>): boolean {
  const { rollout } = resolved.settings;
  if (rollout.strategy !== 'canary' || resolved.wants.runs !== 'pods' || isSoftware(resolved.wants)) return false;
  if (rollout.weights !== undefined) return rollout.weights === 'routes';
  return resolved.where.canaryWeights === 'routes' && unweighable(resolved) === undefined;
}

/** Why no route can divide the requests to a placement; undefined where one can. */
export type Unweighable = 'ingress' | 'service profile' | 'headless' | 'no http or grpc' | 'no route';

/**
 * Why no route can divide the requests to a placement; undefined where one can. Only routes of HTTP and gRPC are in the standard
 * channel of the Gateway API, and an Ingress has no weights.
 */
export function unweighable(resolved: Weighed): Unweighable | undefined {
  const { settings, wants } = resolved;
  const { exposure, mesh } = settings;
  if (writtenRoutes(resolved).length > 0) return undefined;
  if (wants.public && exposure.kind === 'ingress') return 'ingress';
  if (wants.public && hasReadRoute(wants, exposure)) return undefined;
  if (mesh.provider === 'none') return wants.public ? 'no http or grpc' : 'no route';
  if (mesh.routes === 'service-profile') return 'service profile';
  if (settings.service.headless === true) return 'headless';
  return wants.ports.some(({ protocol }) => isRead(protocol)) ? undefined : 'no http or grpc';
}

function hasReadRoute(wants: Resolved['wants'], exposure: Settings['exposure']): boolean {
  const isPassedOn = exposure.passthrough ?? false;
  const targets = [
    { port: exposure.port, isPassedOn },
    ...Object.values(exposure.routes).map((route) => ({
      port: route.port ?? exposure.port,
      isPassedOn: route.passthrough ?? isPassedOn,
    })),
  ];
  return targets.some(
    ({ port, isPassedOn: isUnread }) =>
      !isUnread && wants.ports.some(({ name, protocol }) => name === port && isRead(protocol)),
  );
}

/** Whether a route sees single requests of it. */
function isRead(protocol: string): boolean {
  return protocol === 'http' || protocol === 'grpc';
}

import type { Breach } from '../catalog';
import { unweighable } from '../placed-rollout';
import type { Unweighable } from '../placed-rollout';
import type { Resolved } from '../resolve';
import { isSoftware } from '../software';
import { nameOf, placeOf } from './place-of';

const path = ['rollout', 'weights'] as const;

/** Weights of routes divide requests only where somebody writes them, and where a route is that has some. */
export function* checkCanaryWeights(resolved: Resolved): Iterable<Breach> {
  const { wants, settings, where, environment } = resolved;
  const { rollout } = settings;
  if (rollout.strategy !== 'canary' || rollout.weights !== 'routes') return;
  // What has no pods that are counted is refused as a whole.
  if (wants.runs !== 'pods' || isSoftware(wants) || wants.storage !== undefined) return;
  if (where.canaryWeights !== 'routes') {
    yield {
      ...placeOf(resolved, path),
      message: `rollout.weights of ${nameOf(resolved, path)} is "routes", but nobody sets weights of routes in environment "${environment}"`,
      hint: `set "canaryWeights: routes" in environments/${environment}.yaml, by which the platform gives Argo Rollouts its plugin for the Gateway API; or set rollout.weights to pods`,
    };
  }
  const reason = unweighable(resolved);
  if (reason === undefined) return;
  const { because, hint } = reasons[reason];
  yield {
    ...placeOf(resolved, path),
    message: `rollout.weights of ${nameOf(resolved, path)} is "routes", but ${because}`,
    hint,
  };
}

const reasons: Readonly<Record<Unweighable, { readonly because: string; readonly hint: string }>> = {
  ingress: {
    because: 'an Ingress leads to it, which has no weights',
    hint: 'set exposure.kind to gateway, or rollout.weights to pods',
  },
  'service profile': {
    because: 'its ServiceProfile takes the place of its routes in the mesh',
    hint: 'set mesh.routes to gateway-api, or rollout.weights to pods',
  },
  headless: {
    because: 'its Service is headless, and the mesh takes routes of Services with an address',
    hint: 'leave service.headless out, set "public: true", or rollout.weights to pods',
  },
  'no http or grpc': {
    because: 'no route reads its requests: that needs a port of http or grpc, without passthrough',
    hint: 'expose such a port, or set rollout.weights to pods',
  },
  'no route': {
    because: 'no route leads to it: it is neither public nor in the mesh',
    hint: 'set "public: true" or mesh.provider to linkerd, write a route to its Service for canaries into its manifests/, or set rollout.weights to pods',
  },
};

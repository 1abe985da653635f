import type { Construct } from 'constructs';

import type * as linkerd from '../../imports/linkerd';
import { metadataOf, syncWave } from './identity';
import type { Identity } from './identity';
import { Manifest } from './manifest';

/** Requests of one kind. */
export interface ServiceProfileRoute {
  /** Name in metrics. */
  readonly name: string;
  /** @default - every method */
  readonly method?: string;
  /** Regular expression that the whole path must match. */
  readonly pathRegex: string;
  /** Whether a request may be repeated: only what does the same when it is done twice. @default false */
  readonly isRetryable?: boolean;
  /** Time that a request and its repetitions may take, such as `10s`. @default - no limit */
  readonly timeout?: string;
}

/** Properties of a `ServiceProfile`. Its name comes from the Service. */
export interface ServiceProfileProps extends Omit<Identity, 'name'> {
  /** Name of the Service, in the namespace of the profile. */
  readonly service: string;
  /** Routes; the first one that matches counts. */
  readonly routes: readonly ServiceProfileRoute[];
  /** Bounds the repetitions of all routes together. @default - that of Linkerd */
  readonly retryBudget?: { readonly retryRatio: number; readonly minRetriesPerSecond: number; readonly ttl: string };
  /** Domain of the cluster. @default 'cluster.local' */
  readonly clusterDomain?: string;
}

/**
 * What Linkerd knows of a Service's requests, by the older API. It makes Linkerd ignore Gateway API routes, retry and
 * timeout annotations and failure accrual of the same Service: use one or the other.
 */
export class ServiceProfile extends Manifest<linkerd.ServiceProfile> {
  constructor(scope: Construct, id: string, props: ServiceProfileProps) {
    // Linkerd looks profiles up by the full host name; one with any other name is never used.
    const name = `${props.service}.${props.namespace}.svc.${props.clusterDomain ?? 'cluster.local'}`;
    super(scope, id, {
      apiVersion: 'linkerd.io/v1alpha2',
      kind: 'ServiceProfile',
      metadata: metadataOf({ ...props, name }, syncWave.routing),
      spec: {
        routes: props.routes.map(routeOf),
        ...(props.retryBudget === undefined ? {} : { retryBudget: props.retryBudget }),
      },
    });
  }
}

function routeOf({ name, method, pathRegex, isRetryable, timeout }: ServiceProfileRoute): linkerd.ServiceProfileRoute {
  return {
    name,
    condition: { ...(method === undefined ? {} : { method }), pathRegex },
    isRetryable: isRetryable ?? false,
    ...(timeout === undefined ? {} : { timeout }),
  };
}

import type { Chart } from 'cdk8s';

import type { Identity } from '../constructs/identity';
import { Service } from '../constructs/service';
import type { Placement } from '../model/placement';
import { objectNames } from './object-names';

/** Adds the names under which the pods of a placement are reached. */
export function addServices(chart: Chart, identity: Identity, placement: Placement): void {
  const { selector, ports, rollout, storage } = placement;
  const names = objectNames(placement.service);
  const props = { ...identity, selector, ports };

  // A worker has no name: nobody calls it.
  if (ports.length > 0) {
    new Service(chart, 'service', { ...props, name: placement.serviceName, annotations: failureAccrual(placement) });
  }
  if (rollout.strategy === 'blueGreen') new Service(chart, 'preview-service', { ...props, name: names.preview });
  if (storage.length > 0) {
    // Not the label by which a ServiceMonitor finds Services: it would read each pod twice.
    const labels = { ...identity.labels, app: names.headless };
    new Service(chart, 'headless-service', { ...props, name: names.headless, labels, isHeadless: true });
  }
}

/**
 * Linkerd's circuit breaker: callers leave an endpoint out after so many failures in a row, and try it again later.
 * With a ServiceProfile Linkerd ignores it (Linkerd, "Circuit Breaking").
 */
function failureAccrual({ mesh }: Placement): Readonly<Record<string, string>> {
  if (mesh === undefined || mesh.routes === 'service-profile' || mesh.failureAccrual === 0) return {};
  return {
    'balancer.linkerd.io/failure-accrual': 'consecutive',
    'balancer.linkerd.io/failure-accrual-consecutive-max-failures': String(mesh.failureAccrual),
  };
}

import type { Chart } from 'cdk8s';

import type { Identity } from '../constructs/identity';
import { Service } from '../constructs/service';
import type { Placement } from '../model/placement';
import { objectNames } from './object-names';
import { isSplit } from './route-backend';

/** Adds the names under which the pods of a placement are reached. */
export function addServices(chart: Chart, identity: Identity, placement: Placement): void {
  const { selector, ports, rollout, ownService, headlessService, moreServices } = placement;
  const names = objectNames(placement.service);
  const props = { ...identity, selector, ports };

  // A worker has no name: nobody calls it.
  if (ports.length > 0) {
    const annotations = failureAccrual(placement);
    new Service(chart, 'service', { ...identity, ...ownService, labels: identity.labels, annotations });
  }
  if (rollout.strategy === 'blueGreen') new Service(chart, 'preview-service', { ...props, name: names.preview });
  if (isSplit(placement)) {
    // The Service that others call has all pods, and so it is measured; these two are for routes.
    for (const release of ['stable', 'canary'] as const) {
      const name = names[release];
      new Service(chart, `${release}-service`, { ...props, name, labels: { ...identity.labels, app: name } });
    }
  }
  if (headlessService !== undefined) {
    // Not the label by which a ServiceMonitor finds Services: it would read each pod twice.
    const labels = { ...identity.labels, app: names.headless };
    const named = { ...identity, selector, ...headlessService, name: names.headless, labels, isHeadless: true };
    new Service(chart, 'headless-service', named);
  }
  for (const one of moreServices) {
    // As above: a ServiceMonitor finds one Service, whatever others lead to the same pods.
    const labels = { ...identity.labels, app: one.name, ...one.labels };
    new Service(chart, `service-${one.name}`, { ...identity, ...one, labels });
  }
}

/**
 * Linkerd's circuit breaker: callers leave an endpoint out after so many failures in a row, and try it again later.
 * With a ServiceProfile Linkerd ignores it (Linkerd, "Circuit Breaking"), and of a headless Service it tells nobody.
 */
function failureAccrual({ mesh }: Placement): Readonly<Record<string, string>> {
  if (mesh?.routes !== 'gateway-api' || mesh.failureAccrual === 0) return {};
  return {
    'balancer.linkerd.io/failure-accrual': 'consecutive',
    'balancer.linkerd.io/failure-accrual-consecutive-max-failures': String(mesh.failureAccrual),
  };
}

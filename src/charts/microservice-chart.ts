import { Chart } from 'cdk8s';
import type { Construct } from 'constructs';

import { ConfigMap } from '../constructs/config-map';
import { ExternalSecret } from '../constructs/external-secret';
import { PersistentVolumeClaim } from '../constructs/persistent-volume-claim';
import { PodDisruptionBudget } from '../constructs/pod-disruption-budget';
import type { Placement } from '../model/placement';
import { addAutoscaler } from './autoscaler';
import { addBackup } from './backup';
import { addFiles } from './files';
import { addJobs } from './jobs';
import { objectNames } from './object-names';
import { configOf } from './pod-of';
import { addServiceIdentity } from './service-identity';
import { addServices } from './services';
import { addWorkload } from './workload';

/** What runs a service in one environment: the workload and everything that it needs to start, to be found and to be safe. */
export class MicroserviceChart extends Chart {
  constructor(scope: Construct, id: string, placement: Placement) {
    super(scope, id, { disableResourceNameHashes: true });
    // What is there is removed by a sync of nothing; what others have written or make is added when it is rendered.
    if (placement.isRetired || placement.runs === 'software' || placement.runs === 'manifests') return;
    const identity = { name: placement.service, namespace: placement.namespace, labels: placement.labels };
    const { secrets, selector, disruption } = placement;
    const config = configOf(placement);

    // Its pods are those of its variants, each of which is a service of its own.
    if (placement.runs === 'variants') {
      addServices(this, identity, placement);
      return;
    }
    addServiceIdentity(this, identity, placement);
    if (config !== undefined) {
      new ConfigMap(this, 'config', { ...identity, name: config.name, data: config.values });
    }
    addFiles(this, identity, placement);
    if (secrets.keys.length + secrets.wholeKeys.length > 0) {
      new ExternalSecret(this, 'secrets', { ...identity, ...secrets, name: objectNames(placement.service).secrets });
    }
    for (const claim of placement.claims) {
      new PersistentVolumeClaim(this, `claim-${claim.name}`, { ...identity, ...claim });
    }
    addJobs(this, placement);
    // Nothing but jobs has no pods that somebody could call, count or keep.
    if (placement.runs === 'jobs') return;
    addWorkload(this, identity, placement);
    addServices(this, identity, placement);
    addAutoscaler(this, identity, placement);
    // A node that is drained takes the pod along that is there for it.
    if (placement.workload !== 'daemon-set') {
      new PodDisruptionBudget(this, 'disruption-budget', { ...identity, selector, ...disruption });
    }
    addBackup(this, placement);
  }
}

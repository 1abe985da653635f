import type { Construct } from 'constructs';

import { ArgoApplication } from '../constructs/argo-application';
import { Manifest } from '../constructs/manifest';
import { NetworkPolicy } from '../constructs/network-policy';
import type { Placement } from '../model/placement';
import { applicationProps } from './application-props';
import { addJobPolicy } from './jobs';
import { addMeshPolicies } from './mesh-policies';
import { addMeshRoutes } from './mesh-routes';
import { MicroserviceChart } from './microservice-chart';
import { addAlerts, addMonitoring } from './monitoring';
import { addRoutes } from './routes';

/** Everything of a service in one environment: what runs, and how this environment reaches, watches and delivers it. */
export class EnvironmentOverlay extends MicroserviceChart {
  /** What its Application deploys, in the order of construction. */
  readonly objects: readonly Manifest[];
  /** The Application that deploys the objects; undefined when an ApplicationSet makes it. */
  readonly application: ArgoApplication | undefined;

  constructor(scope: Construct, id: string, placement: Placement) {
    super(scope, id, placement);
    if (!placement.isRetired) this.addSurroundings(placement);
    this.objects = this.node.children.filter((child): child is Manifest => child instanceof Manifest);
    const { application } = placement;
    this.application =
      application.folder === undefined
        ? undefined
        : new ArgoApplication(this, 'application', applicationProps(application));
  }

  private addSurroundings(placement: Placement): void {
    if (placement.runs === 'manifests') return;
    const identity = { name: placement.service, namespace: placement.namespace, labels: placement.labels };
    if (placement.runs === 'variants') {
      addRoutes(this, identity, placement);
      return;
    }
    const { backup, mesh, network, selector } = placement;
    // Nobody knows by which labels the pods of a kustomization are found, unless the service says so.
    if (placement.software?.isFound !== false)
      new NetworkPolicy(this, 'network-policy', { ...identity, podSelector: selector, ...network });
    if (placement.runs === 'software') {
      addRoutes(this, identity, placement);
      return;
    }
    addJobPolicy(this, placement);
    if (placement.runs === 'jobs') {
      addAlerts(this, identity, placement);
      return;
    }
    if (backup !== undefined) {
      const { name, labels } = backup;
      new NetworkPolicy(this, 'backup-network-policy', {
        ...identity,
        name,
        labels,
        podSelector: backup.selector,
        ...backup.network,
      });
    }
    if (mesh !== undefined) {
      addMeshPolicies(this, identity, placement, mesh);
      addMeshRoutes(this, identity, placement, mesh);
    }
    addRoutes(this, identity, placement);
    addMonitoring(this, identity, placement);
  }
}

import { Chart } from 'cdk8s';
import type { Construct } from 'constructs';

import { AppProject } from '../constructs/app-project';
import { ApplicationSet } from '../constructs/application-set';
import { ArgoApplication } from '../constructs/argo-application';
import type { Manifest } from '../constructs/manifest';
import type { Baseline, PlacedSystem } from '../model/placement';
import { applicationProps, elementProps, templateProps } from './application-props';
import { addNamespace } from './namespaces';

/** An object of Argo CD, and the name of its file. */
export interface BaselineApp {
  readonly entry: string;
  readonly manifest: Manifest;
}

/** What an environment holds besides its services: namespaces and what bounds them, projects, and the Applications that start it all. */
export class EnvironmentBaseline extends Chart {
  /** What Applications of the environment may do. */
  readonly projects: readonly Manifest[];
  /** The Application that keeps projects, root and itself as Git says. Applied once, with them. */
  readonly bootstrap: Manifest;
  /** The Application of Applications. */
  readonly root: Manifest;
  /** What the root Application makes besides the Applications of services. */
  readonly apps: readonly BaselineApp[];
  /** What the baseline Application makes, by namespace. */
  readonly namespaces: ReadonlyMap<string, readonly Manifest[]>;

  constructor(scope: Construct, id: string, baseline: Baseline) {
    super(scope, id, { disableResourceNameHashes: true });
    const { root, systems } = baseline;

    this.projects = this.addProjects(baseline);
    this.bootstrap = this.addApplication('bootstrap', baseline.bootstrap);
    this.root = this.addApplication('root', root);
    this.apps = [
      { entry: baseline.baseline.entry, manifest: this.addApplication('baseline', baseline.baseline) },
      ...systems.map((system) => ({ entry: system.application.entry, manifest: this.addSystem(system) })),
    ];
    this.namespaces = new Map(
      baseline.namespaces.map((namespace) => [namespace.name, addNamespace(this, baseline, namespace)]),
    );
  }

  private addProjects({ projects, argocdNamespace }: Baseline): readonly Manifest[] {
    return projects.map(
      ({ repositoryUrl, destinations, ...project }) =>
        new AppProject(this, `project-${project.name}`, {
          ...project,
          namespace: argocdNamespace,
          repositoryUrls: [repositoryUrl],
          destinations,
          // Argo CD's own namespace is full of what no Application made: Argo CD.
          warnsOfOrphans: destinations.every(({ namespace }) => namespace !== argocdNamespace),
        }),
    );
  }

  private addApplication(id: string, placed: Baseline['root']): ArgoApplication {
    return new ArgoApplication(this, id, applicationProps(placed));
  }

  private addSystem({ name, delivery, application, members }: PlacedSystem): Manifest {
    if (delivery !== 'application-set') {
      return this.addApplication(`system-${name}`, application);
    }
    return new ApplicationSet(this, `system-${name}`, {
      name: application.name,
      namespace: application.argocdNamespace,
      labels: application.labels,
      template: templateProps(application),
      elements: members.map(elementProps),
    });
  }
}

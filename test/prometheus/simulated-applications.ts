import type { RenderedObject } from '../helpers/shipped-catalog';
import type { SimulatedApplication } from './simulated-argocd';

/** The Applications that Argo CD has once the tree is applied: those of the tree, and those that its ApplicationSets make. */
export function simulatedApplications(objects: readonly RenderedObject[]): readonly SimulatedApplication[] {
  return objects.flatMap((object) => {
    if (object.kind === 'Application') return [applicationOf(object)];
    return object.kind === 'ApplicationSet' ? applicationsOf(object) : [];
  });
}

function applicationOf({ metadata, ...object }: RenderedObject): SimulatedApplication {
  return {
    name: metadata.name,
    project: object['spec'].project,
    isAutomatic: object['spec'].syncPolicy.automated !== undefined,
    labels: metadata.labels ?? {},
  };
}

/** An ApplicationSet with a list: what an element says goes over what the template says. */
function applicationsOf(set: RenderedObject): readonly SimulatedApplication[] {
  const { template, generators } = set['spec'];
  const elements: readonly Element[] = generators[0].list.elements;
  return elements.map(({ name, project, labels, syncPolicy }) => ({
    name,
    project,
    isAutomatic: (syncPolicy?.automated ?? template.spec.syncPolicy.automated) !== undefined,
    labels: { ...template.metadata.labels, ...labels },
  }));
}

interface Element {
  readonly name: string;
  readonly project: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly syncPolicy?: { readonly automated?: unknown };
}

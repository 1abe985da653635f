import { join } from 'node:path';

import { folderSource } from '../../../src/catalog/folder-source';
import { loadCatalog } from '../../../src/catalog/load';
import { bootstrapOf } from '../../../src/render/bootstrap';
import { AppProjects } from '../../../stacks/components/app-projects';
import { packageRoot } from '../../helpers/run-slipway';
import { record, resourceOf } from '../helpers/record';
import type { RecordedResource } from '../helpers/record';

const catalog = loadCatalog(folderSource(join(packageRoot, 'catalog')));

function projectsOf(...environments: readonly string[]): Promise<readonly RecordedResource[]> {
  const projects = environments.map((environment) => bootstrapOf(catalog, environment).project);
  return record(() => new AppProjects('projects', { projects, namespace: 'argocd', isAdopted: false }));
}

const type = 'kubernetes:argoproj.io/v1alpha1:AppProject';

test('each environment gets the project that its bootstrap needs, and Argo CD keeps it from then on', async () => {
  const resources = await projectsOf('dev', 'prod');

  const made = resources.filter((resource) => resource.type === type);
  expect(made.map(({ name }) => name).sort()).toEqual(['projects-bootstrap-dev', 'projects-bootstrap-prod']);
  for (const environment of ['dev', 'prod']) {
    const { metadata, ...rendered } = bootstrapOf(catalog, environment).project;
    const { inputs, parent, ignoresChangesOf } = resourceOf(resources, type, `projects-${metadata.name}`);
    expect(parent).toBe('projects');
    expect(inputs).toMatchObject({ ...rendered, metadata: { ...metadata, namespace: 'argocd' } });
    expect(ignoresChangesOf).toEqual(['spec', 'metadata.labels', 'metadata.annotations']);
  }
});

test('the project that Argo CD makes by itself may do nothing, and stays when the rest is destroyed', async () => {
  const resources = await projectsOf('dev');

  expect(resourceOf(resources, `${type}Patch`, 'projects-default')).toMatchObject({
    isRetained: true,
    inputs: {
      metadata: { name: 'default', annotations: { 'pulumi.com/patchForce': 'true' } },
      spec: { sourceRepos: [], destinations: [], clusterResourceWhitelist: [] },
    },
  });
});

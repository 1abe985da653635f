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
  const projects = environments.flatMap((environment) => bootstrapOf(catalog, environment).projects);
  return record(() => new AppProjects('projects', { projects, namespace: 'argocd', isAdopted: false }));
}

const type = 'kubernetes:argoproj.io/v1alpha1:AppProject';

test('projects are those that are rendered', async () => {
  const resources = await projectsOf('prod');

  for (const { metadata, ...rendered } of bootstrapOf(catalog, 'prod').projects) {
    const project = resourceOf(resources, type, `projects-${metadata.name}`);
    expect(project.parent).toBe('projects');
    expect(project.inputs).toMatchObject({ ...rendered, metadata: { ...metadata, namespace: 'argocd' } });
  }
});

test('a project that environments of one cluster share is one object', async () => {
  const resources = await projectsOf('dev', 'staging');

  expect(
    resources
      .filter((resource) => resource.type === type)
      .map(({ name }) => name)
      .sort(),
  ).toEqual(['projects-microservices', 'projects-platform-dev', 'projects-platform-staging']);
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

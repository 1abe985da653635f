import * as z from 'zod';

import type { Discovery } from '../discovery';
import { wrong } from '../symptom';
import type { Symptom } from '../symptom';
import { inTurns } from '../in-turns';
import type { KubernetesApi } from '../kubernetes-api';
import type { PlannedObject } from '../plan';

const Live = z.looseObject({
  metadata: z.looseObject({ labels: z.record(z.string(), z.string()).default({}) }),
  spec: z
    .looseObject({
      source: z.looseObject({ repoURL: z.string() }).optional(),
      sourceRepos: z.array(z.string()).default([]),
    })
    .default({ sourceRepos: [] }),
});

/**
 * Whether Applications and AppProjects of the names of this catalog are those of another repository. Whoever is applied last
 * owns them, and Argo CD then removes what the other one had.
 *
 * @param repository URL of the catalog's own
 */
export async function checkRepositories(
  api: KubernetesApi,
  discovery: Discovery,
  objects: readonly PlannedObject[],
  repository: string,
): Promise<readonly Symptom[]> {
  const ofArgoCd = objects.filter(({ kind }) => kind === 'Application' || kind === 'AppProject');
  const findings = await inTurns(ofArgoCd, async (object) => {
    const path = await discovery.path(object);
    const found = path === undefined ? undefined : await api.find(path);
    if (found === undefined) return [];
    const { metadata, spec } = Live.parse(found);
    // What Slipway did not make may read whatever it likes.
    if (metadata.labels['app.kubernetes.io/managed-by'] !== 'slipway') return [];
    const others = [spec.source?.repoURL ?? [], spec.sourceRepos].flat().filter((url) => url !== repository);
    if (others.length === 0) return [];
    return [
      wrong(
        'repositories',
        `${object.kind} "${object.name}" is of the repository ${others.join(', ')}, and this catalog is of ${repository}`,
        'give one of the two catalogs an argocd.prefix (docs/how-to/two-repositories.md); if the repository has moved, go on',
      ),
    ];
  });
  return findings.flat();
}

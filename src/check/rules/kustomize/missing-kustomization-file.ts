import type { KustomizationPart } from '../../../manifests/manifest';
import { looksRemote } from '../../../manifests/kustomization';
import type { NamedPath } from '../../kustomize/named-paths';
import { namedPathsOf } from '../../kustomize/named-paths';
import type { Rule } from '../../rule';

export const missingKustomizationFile: Rule = {
  id: 'missing-kustomization-file',
  title: 'a kustomization names a file or folder that is not there',
  why: 'Kustomize builds nothing at all then: Argo CD keeps what runs as it is, and shows an error that names the first file only.',
  source: 'https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/resource/',
  severity: 'error',
  failing: `
# kustomization.yaml
resources: [config-map.yaml, services.yaml]
configMapGenerator:
  - { name: settings, envs: [settings.env] }
---
# config-map.yaml
apiVersion: v1
kind: ConfigMap
metadata: { name: web, namespace: shop }
`,
  passing: `
# kustomization.yaml
resources: [config-map.yaml]
configMapGenerator:
  - { name: settings, envs: [settings.env] }
---
# config-map.yaml
apiVersion: v1
kind: ConfigMap
metadata: { name: web, namespace: shop }
---
# settings.env
LOG_LEVEL=info
`,
  check({ kustomizations }, report) {
    for (const object of kustomizations) {
      const { partAt } = object;
      if (partAt === undefined) continue;
      for (const named of namedPathsOf(object)) {
        const problem = problemOf(named, partAt(named.text));
        if (problem !== undefined) report({ object, path: named.path, ...problem });
      }
    }
  },
};

function problemOf(
  { text, as }: NamedPath,
  { type }: KustomizationPart,
): { message: string; hint: string } | undefined {
  if (type === 'nothing') {
    if (looksRemote(text)) return undefined;
    return {
      message: `there is no "${text}"`,
      hint: 'correct the path, which begins at the folder of the kustomization',
    };
  }
  const isFolder = type === 'folder' || type === 'kustomization';
  if (as === 'file' && isFolder) return { message: `"${text}" is a folder, and a file is wanted`, hint: 'name a file' };
  if (as === 'component' && !isFolder && type !== 'unreadable')
    return { message: `component "${text}" is a file`, hint: 'name the folder with its kustomization.yaml' };
  if (type === 'folder')
    return {
      message: `folder "${text}" has no kustomization.yaml`,
      hint: 'name its files, or put a kustomization.yaml there',
    };
  return undefined;
}

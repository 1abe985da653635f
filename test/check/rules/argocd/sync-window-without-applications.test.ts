import { syncWindowWithoutApplications } from '../../../../src/check/rules/argocd/sync-window-without-applications';
import { testCases } from '../../../helpers/rule-cases';
import { projectWith } from './project-with';

const window = (scope: string): string => `kind: deny, schedule: "0 22 * * *", duration: 8h${scope}`;
const nothing = 'warning: the window names no applications, namespaces or clusters';
const set = `---
apiVersion: argoproj.io/v1alpha1
kind: ApplicationSet
metadata: { name: shop, namespace: argocd }
spec:
  goTemplate: true
  generators: [{ clusters: {} }]
  template:
    metadata: { name: '{{ .name }}' }
    spec: { project: shop, source: { repoURL: x, path: x }, destination: { namespace: x, server: '{{ .server }}' } }
`;

testCases(syncWindowWithoutApplications, [
  { in: 'a window that names nothing', manifests: projectWith([window('')]), finds: [nothing] },
  { in: 'empty lists', manifests: projectWith([window(', applications: [], namespaces: []')]), finds: [nothing] },
  { in: 'a window for all', manifests: projectWith([window(", applications: ['*']")], ['web']), finds: [] },
  { in: 'a name that is there', manifests: projectWith([window(', applications: [web]')], ['web']), finds: [] },
  { in: 'a pattern that fits', manifests: projectWith([window(", applications: ['w*']")], ['web']), finds: [] },
  { in: 'a namespace that fits', manifests: projectWith([window(', namespaces: [web]')], ['web']), finds: [] },
  {
    in: 'a cluster that fits',
    manifests: projectWith([window(", clusters: ['https://kubernetes.*']")], ['web']),
    finds: [],
  },
  {
    in: 'one of several that fits',
    manifests: projectWith([window(', applications: [api], namespaces: [web]')], ['web']),
    finds: [],
  },
  {
    in: 'one of several, where all have to fit',
    manifests: projectWith([window(', andOperator: true, applications: [api], namespaces: [web]')], ['web']),
    finds: ['warning: no Application of project "shop" fits "api", "web"'],
  },
  {
    in: 'a name that nothing has',
    manifests: projectWith([window(', applications: [wbe]')], ['web', 'api']),
    finds: ['warning: no Application of project "shop" fits "wbe"'],
  },
  {
    in: 'a project whose Applications are elsewhere',
    manifests: projectWith([window(', applications: [wbe]')]),
    finds: [],
  },
  {
    in: 'a project with Applications that a generator makes',
    manifests: projectWith([window(', applications: [wbe]')], ['web']) + set,
    finds: [],
  },
]);

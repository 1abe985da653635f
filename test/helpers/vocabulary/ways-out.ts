import { environmentYaml } from '../a-catalog';
import { ofService } from './example';

const http = 'ports: [{ name: http, containerPort: 8080 }]\n';

/** What no word says, and where words are about the whole of an environment. */
export const waysOut = [
  ofService(
    'a patch of what is rendered, and an object of its own',
    `${http}patches:\n  - { kind: Deployment, merge: { spec: { template: { spec: { hostname: web } } } } }\n`,
    {
      files: {
        'services/web/manifests/role.yaml':
          'apiVersion: rbac.authorization.k8s.io/v1\nkind: Role\nmetadata: { name: reader }\nrules: [{ apiGroups: [""], resources: [configmaps], verbs: [get, list] }]\n',
      },
    },
  ),
  {
    says: 'a service that is nothing but its manifests, without an image or a release',
    files: {
      'services/rules/service.yaml': 'team: web-team\nports: []\nruns: manifests\n',
      'services/rules/prod.yaml': '{}\n',
      'services/rules/manifests/role.yaml':
        'apiVersion: rbac.authorization.k8s.io/v1\nkind: Role\nmetadata: { name: lister }\nrules: [{ apiGroups: [""], resources: [services], verbs: [get, list] }]\n',
    },
  },
  ofService(
    'labels and waves of nobody, and no policy where a namespace denies by default',
    `${http}monitoring: { scrape: false }\nunadopted: [labels, selector-labels, waves, network-policy]\n`,
    { findings: ['missing-recommended-labels', 'pod-denied-by-default'] },
  ),
  ofService(
    'members of a cluster that talk with each other',
    'ports: [{ name: peers, containerPort: 7000, protocol: tcp }]\nstorage: { size: 1Gi, mountPath: /data }\nscale: { owner: fixed, replicas: 3 }\n',
  ),
  ofService(
    'names of the environment in variables',
    `${http}env: { OTHERS: "http://x.{environment}.svc", WHO: "{service}" }\n`,
  ),
  ofService('DNS of OpenShift, and a cache on each node', http, {
    files: {
      'environments/dev.yaml': `${environmentYaml}dns: { preset: openshift }\n`,
      'environments/prod.yaml': `${environmentYaml}dns: { preset: node-local, networks: [10.0.0.2/32] }\n`,
    },
  }),
];

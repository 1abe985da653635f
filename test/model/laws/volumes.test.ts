import { environmentYaml, serviceYaml } from '../../helpers/a-catalog';
import { problemsOf } from '../../helpers/problems-of';
import type { BadCatalog } from '../../helpers/problems-of';

const said = (text: string): BadCatalog[1] => ({ 'services/web/service.yaml': serviceYaml + text });

it.each<BadCatalog>([
  [
    'no sort, and two of them',
    said(
      'volumes:\n  a: { mounts: [{ mountPath: /a }] }\n  b: { emptyDir: {}, existingClaim: b, mounts: [{ mountPath: /b }] }\n',
    ),
    [
      'services/web/service.yaml:5:6: volumes.a: the volume "a" of service "web" is of no sort; write one of emptyDir, secret, configMap, projected, existingClaim, claim, ephemeral, csi, hostPath',
      'services/web/service.yaml:6:6: volumes.b: the volume "b" of service "web" is of several sorts: "emptyDir", "existingClaim"; write one of emptyDir, secret, configMap, projected, existingClaim, claim, ephemeral, csi, hostPath',
    ],
  ],
  [
    'nobody who sees it',
    said('volumes: { a: { emptyDir: {} } }\n'),
    [
      'services/web/service.yaml:4:15: volumes.a: the volume "a" of service "web" is seen by no container; add mounts: [{ mountPath: /where }], or remove the volume',
    ],
  ],
  [
    'a container that is not there, and the one of the service',
    said(
      'sidecars: { proxy: { image: "proxy:v1" } }\nvolumes:\n  a: { emptyDir: {}, mounts: [{ mountPath: /a, container: prox }, { mountPath: /b, container: web }] }\n',
    ),
    [
      'services/web/service.yaml:6:59: volumes.a.mounts[0].container: the volume "a" of service "web" is for the container "prox", which is no init container and no sidecar; did you mean "proxy"?',
      'services/web/service.yaml:6:95: volumes.a.mounts[1].container: the volume "a" of service "web" is for the container "web", which is that of the service; leave "container" out: without it the container of the service sees it',
    ],
  ],
  [
    'two at one path',
    said(
      'sidecars: { proxy: { image: "proxy:v1" } }\nvolumes:\n  a: { emptyDir: {}, mounts: [{ mountPath: /a }, { mountPath: /x, container: proxy }] }\n  b: { emptyDir: {}, mounts: [{ mountPath: /a/ }, { mountPath: /x, container: proxy }] }\n',
    ),
    [
      'services/web/service.yaml:7:44: volumes.b.mounts[0].mountPath: service "web" has two volumes at "/a": volumes.a.mounts[0].mountPath and volumes.b.mounts[0].mountPath; give each of them a folder of its own',
      'services/web/service.yaml:7:64: volumes.b.mounts[1].mountPath: the container "proxy" of service "web" has two volumes at "/x": volumes.a.mounts[1].mountPath and volumes.b.mounts[1].mountPath; give each of them a folder of its own',
    ],
  ],
  [
    'folders of the system, and ways out of a volume',
    said(
      'volumes:\n  a: { emptyDir: {}, mounts: [{ mountPath: /proc/a }, { mountPath: /a/../etc }, { mountPath: /b, subPath: ../b }] }\n  b: { hostPath: { path: /var/../etc }, mounts: [{ mountPath: /c, subPath: /c }] }\n',
    ),
    [
      'services/web/service.yaml:5:44: volumes.a.mounts[0].mountPath: "/proc/a" must not be a folder of the system: /proc, /sys, /dev, and the one of the service account',
      'services/web/service.yaml:5:68: volumes.a.mounts[1].mountPath: "/a/../etc" must be written without "." and ".."',
      'services/web/service.yaml:5:107: volumes.a.mounts[2].subPath: "../b" must be written without "." and ".."',
      'services/web/service.yaml:6:26: volumes.b.hostPath.path: "/var/../etc" must be written without ".."',
      'services/web/service.yaml:6:76: volumes.b.mounts[0].subPath: "/c" must be a path without a "/" before it, such as "conf.d/site.conf"',
    ],
  ],
  [
    'a folder of a node that nobody may have',
    said('volumes: { a: { hostPath: { path: /var/log }, mounts: [{ mountPath: /a }] } }\n'),
    ['dev', 'prod'].map(
      (name) =>
        `services/web/service.yaml:4:27: volumes.a.hostPath: the volume "a" of service "web" is "/var/log" of the node, which the Pod Security Standard "restricted" of "${name}" does not permit; use another sort of volume, or set podSecurity: privileged in catalog/environments/${name}.yaml: it holds for every service of the namespace`,
    ),
  ],
  [
    'a volume of one node for several pods',
    said('volumes: { a: { claim: { size: 1Gi, accessMode: ReadWriteOnce }, mounts: [{ mountPath: /a }] } }\n'),
    [
      'services/web/service.yaml:4:49: volumes.a.claim.accessMode: the volume "a" of service "web" is for the pods of one node (ReadWriteOnce), and the service has up to 3 pods at once; use accessMode: ReadWriteMany and a StorageClass that has it, or storage, which each pod has for itself; or one pod that ends before the next one starts: "rollout: { strategy: recreate }"',
    ],
  ],
  [
    'names that other settings have',
    said(
      'config: { values: { a: b }, mountPath: /etc/web }\nscratch: { /work: 1Mi }\nvolumes:\n  config: { emptyDir: {}, mounts: [{ mountPath: /a }] }\n  work: { emptyDir: {}, mounts: [{ mountPath: /b }] }\n',
    ),
    [
      'services/web/service.yaml:7:11: volumes.config: service "web" has two volumes called "config": this one, and that of config; give this one another name',
      'services/web/service.yaml:8:9: volumes.work: service "web" has two volumes called "work": this one, and that of scratch folder "/work"; give this one another name',
    ],
  ],
  [
    'storage of one name',
    said(
      'scale: { owner: fixed, replicas: 1 }\nstorage:\n  - { size: 1Gi, mountPath: /a }\n  - { size: 1Gi, mountPath: /b }\n',
    ),
    [
      'services/web/service.yaml:7:5: storage[1]: service "web" has two volumes called "data": of storage, and of storage; give the one of storage a "name" of its own',
    ],
  ],
  [
    'more than there is room for',
    said(
      'volumes:\n  a: { emptyDir: { size: 2Gi }, mounts: [{ mountPath: /a }] }\n  b: { emptyDir: { size: 512Mi, medium: Memory }, mounts: [{ mountPath: /b }] }\n',
    ),
    [
      ...['dev', 'prod'].map(
        (name) =>
          `services/web/${name}.yaml: service "web" has scratch folders and empty volumes of 2176Mi in all, above its limit of 1Gi of ephemeralStorage; the pod would be evicted when they fill up: raise resources.limits.ephemeralStorage or make them smaller`,
      ),
      'services/web/service.yaml:5:3: volumes: service "web" has volumes in memory of 512Mi in all, which leave nothing of its limit of 512Mi of memory; raise resources.limits.memory or make them smaller',
    ],
  ],
  [
    'claims of two services that would be one',
    {
      'services/web/service.yaml': `${serviceYaml}volumes: { a-b: { claim: { size: 1Gi }, mounts: [{ mountPath: /a }] } }\n`,
      'services/web-a/service.yaml': `${serviceYaml}volumes: { b: { claim: { size: 1Gi }, mounts: [{ mountPath: /a }] } }\n`,
      'services/web-a/dev.yaml': 'release: { version: v1.0.0 }\n',
      'environments/dev.yaml': environmentYaml.replace(/namespace: .*/, 'namespace: shop'),
    },
    [
      'services/web-a/service.yaml:4:15: volumes.b: the claim of the volume "b" of service "web-a" would be called "web-a-b", as that of the volume "a-b" of service "web" is; give the volume another name',
    ],
  ],
])('%s', (_, files, problems) => {
  expect(problemsOf(files)).toEqual(problems);
});

import { mountOverSystemFolder } from '../../../../src/check/rules/kubernetes/mount-over-system-folder';
import { testCases } from '../../../helpers/rule-cases';

/** A Pod with a volume at a folder. */
function podWith(folder: string, volume = 'emptyDir: { sizeLimit: 1Mi }', more = ''): string {
  return `
apiVersion: v1
kind: Pod
metadata: { name: web, namespace: shop }
spec:
  containers:
    - name: web
      image: ghcr.io/your-org/web:v1.2.0
      volumeMounts: [{ name: a, mountPath: ${folder}${more} }]
  volumes: [{ name: a, ${volume} }]
`;
}

const refused = (folder: string): readonly string[] => [
  `error: container "web" mounts a volume over "${folder}", a folder of the system`,
];

const hidden = ['/etc', '/usr', '/usr/bin', '/usr/sbin', '/usr/lib64', '/bin', '/sbin', '/lib', '/lib64'];

testCases(mountOverSystemFolder, [
  ...hidden.map((folder) => ({ in: `a volume at ${folder}`, manifests: podWith(folder), finds: refused(folder) })),
  ...['//etc', '/etc/.', '/etc/'].map((folder) => ({
    in: `a volume at ${folder}`,
    manifests: podWith(folder),
    finds: refused('/etc'),
  })),
  ...['/run', '/var/run'].flatMap((folder) => [
    { in: `an empty folder at ${folder}`, manifests: podWith(folder), finds: [] },
    { in: `files at ${folder}`, manifests: podWith(folder, 'configMap: { name: a }'), finds: refused(folder) },
    { in: `a Secret at ${folder}`, manifests: podWith(folder, 'secret: { secretName: a }'), finds: refused(folder) },
  ]),
  ...['/etc/app', '/usr/share/nginx/html', '/run/secrets/x', '/library', '/usr/local/bin', '/dev/shm'].map(
    (folder) => ({
      in: `a volume at ${folder}`,
      manifests: podWith(folder),
      finds: [],
    }),
  ),
  {
    in: 'one file in a folder of the system',
    manifests: podWith('/etc/app.conf', 'configMap: { name: a }', ', subPath: app.conf'),
    finds: [],
  },
  {
    in: 'a folder of the node, for an agent of it',
    manifests: podWith('/etc', 'hostPath: { path: /etc }'),
    finds: [],
  },
]);

import { environmentYaml, overlayYaml as release, serviceYaml } from '../../helpers/a-catalog';
import { problemsOf } from '../../helpers/problems-of';
import type { BadCatalog } from '../../helpers/problems-of';

const said = (text: string): BadCatalog[1] => ({ 'services/web/service.yaml': serviceYaml + text });

it.each<BadCatalog>([
  [
    'the name of the service',
    said('sidecars: { web: { image: "proxy:v1" } }\n'),
    [
      'services/web/service.yaml:4:18: sidecars.web: service "web" has two containers called "web": this one, and the container of the service; give each of them a name of its own',
    ],
  ],
  [
    'one name twice',
    said('initContainers: { a: { image: "a:1" } }\nsidecars: { a: { image: "a:1" } }\n'),
    [
      'services/web/service.yaml:5:16: sidecars.a: service "web" has two containers called "a": this one, and one of initContainers; give each of them a name of its own',
    ],
  ],
  [
    'an init container that never ends',
    said('initContainers: { a: { env: { A: b } } }\n'),
    [
      'services/web/service.yaml:4:22: initContainers.a: the init container "a" of service "web" runs what the service runs, which does not end; add a command, or an image of its own',
    ],
  ],
  [
    'images of no version',
    said('sidecars: { a: { image: proxy }, b: { image: "proxy:latest" } }\n'),
    [
      'services/web/service.yaml:4:25: sidecars.a.image: "proxy" names no version and no digest; write the version that runs, best with its digest',
      'services/web/service.yaml:4:46: sidecars.b.image: "proxy:latest" must not be "latest": a release names one build for good; write the version that runs, best with its digest',
    ],
  ],
  [
    'a folder that is not there',
    said('sidecars: { a: { image: "proxy:v1", mounts: { /a: /tpm } } }\n'),
    [
      'services/web/service.yaml:4:51: sidecars.a.mounts["/a"]: the container "a" of service "web" looks at "/tpm", where the service has no volume; did you mean "/tmp"?',
    ],
  ],
  [
    'a probe of nothing',
    said('sidecars: { a: { image: "proxy:v1", probes: { liveness: { protocol: tcp } } } }\n'),
    [
      'services/web/service.yaml:4:57: sidecars.a.probes.liveness: the container "a" of service "web" listens on nothing that its liveness probe could ask; add the port to ports, with "container: a", or ask by a command',
    ],
  ],
  [
    'a command that no probe runs',
    said('sidecars: { a: { image: "proxy:v1", probes: { liveness: { protocol: exec, port: http } } } }\n'),
    [
      'services/web/service.yaml:4:69: sidecars.a.probes.liveness.protocol: service "web" has the liveness probe "exec" without a command; add sidecars.a.probes.liveness.command, such as ["/bin/alive"]',
    ],
  ],
  [
    'a port of nobody',
    {
      'services/web/service.yaml':
        'team: web-team\nports: [{ name: http, containerPort: 8080 }, { name: x, containerPort: 9, container: pro }]\nsidecars: { proxy: { image: "proxy:v1" } }\n',
    },
    [
      'services/web/service.yaml:2:86: ports[1].container: port "x" is one of the sidecar "pro", which service "web" has not in "dev"; known are proxy',
      'services/web/service.yaml:2:86: ports[1].container: port "x" is one of the sidecar "pro", which service "web" has not in "prod"; known are proxy',
    ],
  ],
  [
    'more than a container may have, and less than it asks for',
    said(
      'sidecars: { a: { image: "proxy:v1", resources: { requests: { memory: 1Gi }, limits: { memory: 512Mi, cpu: "3" } } } }\n',
    ),
    [
      'services/web/service.yaml:4:70: sidecars.a.resources.requests.memory: the container "a" of service "web" requests 1Gi of memory, above its limit of 512Mi; raise resources.limits.memory or lower resources.requests.memory',
      'services/web/service.yaml:4:107: sidecars.a.resources.limits.cpu: the container "a" of service "web" has a cpu limit of 3, above the 2 that one container may have in "dev"; lower it or raise containerLimits.max.cpu in catalog/environments/dev.yaml',
      'services/web/service.yaml:4:107: sidecars.a.resources.limits.cpu: the container "a" of service "web" has a cpu limit of 3, above the 2 that one container may have in "prod"; lower it or raise containerLimits.max.cpu in catalog/environments/prod.yaml',
    ],
  ],
  [
    'rights that the namespace refuses',
    said('initContainers: { a: { image: "a:1", security: { capabilities: [NET_ADMIN] } } }\n'),
    ['dev', 'prod'].map(
      (name) =>
        `services/web/service.yaml:4:64: initContainers.a.security.capabilities: the container "a" of service "web" keeps the capability "NET_ADMIN", which the Pod Security Standard "restricted" of "${name}" does not permit; leave it out, or set podSecurity in catalog/environments/${name}.yaml: it holds for every service of the namespace; docs/how-to/what-a-container-must-do.md has what a container must do`,
    ),
  ],
  [
    'a cluster that knows no native sidecars',
    {
      'environments/dev.yaml': environmentYaml.replace('1.36', '1.28'),
      'services/web/dev.yaml': `${release}sidecars: { a: { image: "proxy:v1" } }\npreStop: { sleepSeconds: 0 }\n`,
    },
    [
      'services/web/dev.yaml:2:16: sidecars.a: the sidecar "a" of service "web" in "dev" starts before the service, which needs Kubernetes 1.29, and "dev" has 1.28; write "native: false", and it starts with the service; the version is in catalog/environments/dev.yaml',
    ],
  ],
])('refuses %s', (_, files, problems) => {
  expect(problemsOf(files)).toEqual(problems);
});

it('counts all that runs at once: an init container beside native sidecars, or the service beside all of them', () => {
  const of = (memory: string): string =>
    `resources: { requests: { memory: ${memory} }, limits: { memory: ${memory} } }`;
  const text = (before: string): string =>
    `scale: { owner: fixed, replicas: 1 }\n${of('1Gi')}\ninitContainers: { a: { image: "a:1", ${of(before)} } }\nsidecars: { b: { image: "b:1", ${of('1Gi')} }, c: { image: "c:1", native: false, ${of('1Gi')} } }\n`;
  const quota = environmentYaml.replace('cpu: "4", memory: 8Gi', 'cpu: "4", memory: 6Gi');
  const files = (before: string) => ({ ...said(text(before)), 'environments/dev.yaml': quota });

  // One pod and one more while it is replaced, of 3Gi each, or 1Gi and what runs before.
  expect(problemsOf(files('2Gi'))).toEqual([]);
  expect(problemsOf(files('3Gi'))).toEqual([
    expect.stringContaining('needs 8Gi of requests.memory at its largest, above its quota of 6Gi'),
  ]);
});

import { environmentYaml as env, overlayYaml as release, serviceYaml as web } from '../../helpers/a-catalog';
import { problemsOf } from '../../helpers/problems-of';
import type { BadCatalog } from '../../helpers/problems-of';

const onlyDev = { 'environments/prod.yaml': null, 'services/web/prod.yaml': null };

it.each<BadCatalog>([
  [
    'requests above limits, said once for all environments',
    { 'services/web/service.yaml': web + 'resources:\n  requests: { cpu: "1" }\n  limits: { cpu: 500m }\n' },
    [
      'services/web/service.yaml:5:20: resources.requests.cpu: service "web" requests 1 of cpu, above its limit of 500m; raise resources.limits.cpu or lower resources.requests.cpu',
    ],
  ],
  [
    'requests above the default limit',
    { 'services/web/service.yaml': web + 'resources: { requests: { memory: 1Gi } }\n' },
    [
      'services/web/service.yaml:4:34: resources.requests.memory: service "web" requests 1Gi of memory, above its limit of 512Mi; raise resources.limits.memory or lower resources.requests.memory',
    ],
  ],
  [
    'a limit of an overlay below the default of the environment',
    {
      'environments/dev.yaml': env + 'defaults:\n  resources: { requests: { cpu: "1" }, limits: { cpu: "1" } }\n',
      'services/web/dev.yaml': release + 'resources: { limits: { cpu: 250m } }\n',
    },
    [
      'services/web/dev.yaml:2:29: resources.limits.cpu: service "web" in "dev" requests 1 of cpu, above its limit of 250m; raise resources.limits.cpu or lower resources.requests.cpu',
    ],
  ],
  [
    'a default of the environment above the limit of the service',
    {
      'environments/dev.yaml': env + 'defaults:\n  resources: { requests: { cpu: 300m } }\n',
      'services/web/service.yaml': web + 'resources: { limits: { cpu: 250m } }\n',
    },
    [
      'services/web/service.yaml:4:29: resources.limits.cpu: service "web" in "dev" requests 300m of cpu, above its limit of 250m; raise resources.limits.cpu or lower resources.requests.cpu',
    ],
  ],
  [
    'a default of the environment above the default limit',
    { 'environments/dev.yaml': env + 'defaults:\n  resources: { requests: { cpu: "1" } }\n' },
    [
      'environments/dev.yaml:15:33: defaults.resources.requests.cpu: service "web" in "dev" requests 1 of cpu, above its limit of 500m; raise resources.limits.cpu or lower resources.requests.cpu',
    ],
  ],
  [
    'a limit above what a container may have',
    { 'services/web/dev.yaml': release + 'resources: { limits: { cpu: "3" } }\n' },
    [
      'services/web/dev.yaml:2:29: resources.limits.cpu: service "web" has a cpu limit of 3, above the 2 that one container may have in "dev"; lower it or raise containerLimits.max.cpu in catalog/environments/dev.yaml',
    ],
  ],
  [
    'no limit of CPU where a namespace bounds it',
    {
      ...onlyDev,
      'services/web/service.yaml':
        web +
        'resources: { limits: { cpu: none } }\nsidecars: { log: { image: "a:1", resources: { limits: { cpu: none } } } }\n',
    },
    [
      'services/web/service.yaml:4:29: resources.limits.cpu: service "web" has no limit of CPU, and in "dev" containerLimits.default.cpu gives it 500m, and quota.limits.cpu refuses pods that name none; give it a limit, or say "none" of containerLimits.default.cpu and quota.limits.cpu in catalog/environments/dev.yaml',
      'services/web/service.yaml:5:62: sidecars.log.resources.limits.cpu: the container "log" of service "web" has no limit of CPU, and in "dev" containerLimits.default.cpu gives it 500m, and quota.limits.cpu refuses pods that name none; give it a limit, or say "none" of containerLimits.default.cpu and quota.limits.cpu in catalog/environments/dev.yaml',
    ],
  ],
  [
    'no limit of CPU where only the quota counts it',
    {
      ...onlyDev,
      'environments/dev.yaml': env + 'unadopted: [container-limits]\n',
      'services/web/service.yaml': web + 'resources: { limits: { cpu: none } }\n',
    },
    [
      'services/web/service.yaml:4:29: resources.limits.cpu: service "web" has no limit of CPU, and in "dev" quota.limits.cpu refuses pods that name none; give it a limit, or say "none" of quota.limits.cpu in catalog/environments/dev.yaml',
    ],
  ],
  [
    'no usual limit of CPU below a largest one, which is the usual one then',
    { 'environments/dev.yaml': env.replace('default: { cpu: 500m', 'default: { cpu: none') },
    [
      'environments/dev.yaml:12:19: containerLimits.default.cpu: containerLimits.default.cpu none is above containerLimits.max.cpu 2; lower it or raise containerLimits.max.cpu',
    ],
  ],
  [
    'scratch folders above the limit',
    { 'services/web/service.yaml': web + 'scratch: { /tmp: 1Gi, /var/cache: 512Mi }\n' },
    [
      'services/web/service.yaml:4:10: scratch: service "web" has scratch folders of 1536Mi in all, above its limit of 1Gi of ephemeralStorage; the pod would be evicted when they fill up: raise resources.limits.ephemeralStorage or make them smaller',
    ],
  ],
  [
    'scratch folders that would have one volume',
    { 'services/web/service.yaml': web + 'scratch: { /var/log: 1Mi, /var-log: 1Mi }\n' },
    [
      'services/web/service.yaml:4:22: scratch["/var/log"]: the volume of scratch folder "/var/log" would be called "var-log", as that of "/var-log" is; use another folder: letters and digits of the path make the name, at most 63',
    ],
  ],
  [
    'a scratch folder without a name',
    { 'services/web/service.yaml': web + 'scratch: { /_: 1Mi }\n' },
    [
      'services/web/service.yaml:4:16: scratch["/_"]: the volume of scratch folder "/_" would be called "", which is no DNS-1123 label; use another folder: letters and digits of the path make the name, at most 63',
    ],
  ],
  [
    'two volumes at one folder',
    { 'services/web/service.yaml': web + 'storage: { size: 1Gi, mountPath: /tmp/ }\n' },
    [
      'services/web/service.yaml:4:34: storage.mountPath: service "web" has two volumes at "/tmp": storage.mountPath and scratch["/tmp"]; give each of them a folder of its own',
    ],
  ],
  [
    'limits of a container that contradict themselves',
    { 'environments/dev.yaml': env.replace('default: { cpu: 500m', 'default: { cpu: "3"') },
    [
      'environments/dev.yaml:12:19: containerLimits.default.cpu: containerLimits.default.cpu 3 is above containerLimits.max.cpu 2; lower it or raise containerLimits.max.cpu',
    ],
  ],
  [
    'less by default than a container may ask for',
    { 'environments/dev.yaml': env.replace('memory: 128Mi', 'memory: "1e3"') },
    [
      'environments/dev.yaml:13:40: containerLimits.defaultRequest.memory: containerLimits.defaultRequest.memory 1e3 is below 1Mi, the least that a container may ask for; raise it: the API server refuses a LimitRange whose default is below its minimum',
    ],
  ],
  [
    'a secret key for a variable that has one',
    {
      'services/web/service.yaml': web + 'database: { namespace: db }\nsecrets: { keys: { host: { env: DB_HOST } } }\n',
    },
    [
      'services/web/service.yaml:5:33: secrets.keys.host.env: environment variable "DB_HOST" already has the value of secret key "db-host"; give each key a variable of its own',
    ],
  ],
])('refuses a pod that cannot run, where it was decided: %s', (_, files, problems) => {
  expect(problemsOf(files)).toEqual(problems);
});

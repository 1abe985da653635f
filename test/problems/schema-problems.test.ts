import {
  environmentYaml as env,
  overlayYaml as release,
  platformYaml as platform,
  serviceYaml as web,
} from '../helpers/a-catalog';
import { problemsOf } from '../helpers/problems-of';
import type { BadCatalog } from '../helpers/problems-of';

it.each<BadCatalog>([
  [
    'at the top',
    { 'services/web/service.yaml': web + 'dependOn: []\nexposur: { kind: ingress }\n' },
    [
      'services/web/service.yaml:4:1: dependOn: unknown key "dependOn"; did you mean "dependsOn"?',
      'services/web/service.yaml:5:1: exposur: unknown key "exposur"; did you mean "exposure"?',
    ],
  ],
  [
    'nested',
    { 'services/web/service.yaml': web + 'resources: { limit: { cpu: "1" } }\n' },
    ['services/web/service.yaml:4:14: resources.limit: unknown key "limit"; did you mean "limits"?'],
  ],
  [
    'in an item of a list',
    { 'services/web/service.yaml': 'team: web-team\nports:\n  - { name: http, containerPort: 8080, protcol: grpc }\n' },
    ['services/web/service.yaml:3:40: ports[0].protcol: unknown key "protcol"; did you mean "protocol"?'],
  ],
  [
    'in a union that says which option it is',
    { 'services/web/service.yaml': web + 'rollout:\n  strategy: blueGreen\n  analisys: true\n' },
    ['services/web/service.yaml:6:3: rollout.analisys: unknown key "analisys"; did you mean "analysis"?'],
  ],
  [
    'in a union that does not',
    {
      'services/web/service.yaml':
        web + 'rollout:\n  strategy: canary\n  steps:\n    - { setWeight: 20 }\n    - { pause: { durration: 10m } }\n',
    },
    [
      'services/web/service.yaml:8:18: rollout.steps[1].pause.durration: unknown key "durration"; did you mean "duration"?',
    ],
  ],
  [
    'in a mapping of names',
    { 'services/web/service.yaml': web + 'secrets:\n  keys:\n    token: { envv: TOKEN }\n' },
    ['services/web/service.yaml:6:14: secrets.keys.token.envv: unknown key "envv"; did you mean "env"?'],
  ],
  [
    'where the keys are a fixed choice',
    { 'platform.yaml': platform + 'notifications:\n  slak: [on-deployed]\n' },
    ['platform.yaml:7:3: notifications.slak: unknown key "slak"; did you mean "slack"?'],
  ],
  [
    'of an environment',
    { 'environments/dev.yaml': env + 'default: {}\n' },
    ['environments/dev.yaml:14:1: default: unknown key "default"; did you mean "defaults"?'],
  ],
  [
    'of the defaults of an environment',
    { 'environments/dev.yaml': env + 'defaults:\n  monitoring: { alert: true }\n' },
    ['environments/dev.yaml:15:17: defaults.monitoring.alert: unknown key "alert"; did you mean "alerts"?'],
  ],
  [
    'of the platform',
    { 'platform.yaml': platform + 'argocd: { projct: x }\nregistry_: x\n' },
    [
      'platform.yaml:6:11: argocd.projct: unknown key "projct"; did you mean "project"?',
      'platform.yaml:7:1: registry_: unknown key "registry_"; did you mean "registry"?',
    ],
  ],
  [
    'of a release',
    { 'services/web/dev.yaml': 'release: { version: v1, diggest: x }\n' },
    ['services/web/dev.yaml:1:25: release.diggest: unknown key "diggest"; did you mean "digest"?'],
  ],
])('answers an unknown key with the nearest one: %s', (_, files, problems) => {
  expect(problemsOf(files)).toEqual(problems);
});

it.each<BadCatalog>([
  [
    'deeper in the same file',
    { 'services/web/service.yaml': web + 'replicas: 3\n' },
    ['services/web/service.yaml:4:1: replicas: unknown key "replicas"; did you mean "scale.replicas"?'],
  ],
  [
    'with another choice',
    { 'services/web/service.yaml': web + 'scale: { owner: fixed, replicas: 1, maxReplicas: 2 }\n' },
    [
      'services/web/service.yaml:4:37: scale.maxReplicas: unknown key "maxReplicas"; it goes with owner "hpa" or owner "keda"',
    ],
  ],
  [
    'with the other choice of an environment',
    { 'environments/dev.yaml': env.replace('mode: automatic', 'mode: manual, prune: true') },
    ['environments/dev.yaml:3:23: sync.prune: unknown key "prune"; it goes with mode "automatic"'],
  ],
  [
    'nowhere: what there is',
    { 'platform.yaml': platform + 'xyzzy: 1\n' },
    [
      'platform.yaml:6:1: xyzzy: unknown key "xyzzy"; known are access, argocd, attesters, catalogVersion, clusterNetworks, gates, monitoring, notifications, owners, portal, registry, repository and 4 more',
    ],
  ],
])('says where an unknown key belongs: %s', (_, files, problems) => {
  expect(problemsOf(files)).toEqual(problems);
});

it.each<BadCatalog>([
  [
    'of a service',
    { 'services/web/service.yaml': 'ports:\n  - { name: http }\n' },
    [
      'services/web/service.yaml:1:1: team: "team" is missing; add it: team that owns it',
      'services/web/service.yaml:2:5: ports[0].containerPort: "containerPort" is missing; add it: port that the process listens on; below 1024, too',
    ],
  ],
  [
    'of an overlay',
    { 'services/web/dev.yaml': 'scale: { owner: fixed, replicas: 1 }\n' },
    ['services/web/dev.yaml:1:1: release: "release" is missing; add it: what runs here'],
  ],
  [
    'of a release',
    { 'services/web/dev.yaml': 'release: {}\n' },
    ['services/web/dev.yaml:1:1: release.version: "version" is missing; add it'],
  ],
  [
    'of an environment',
    { 'environments/dev.yaml': env.replace(/^secretStore.*\n/m, '') },
    ['environments/dev.yaml:1:1: secretStore: "secretStore" is missing; add it: store of External Secrets'],
  ],
  [
    'that is called after something',
    { 'environments/dev.yaml': env.replace(/^containerLimits:\n(.*\n)*/m, '') },
    [
      'environments/dev.yaml:1:1: containerLimits: "containerLimits" is missing; add it: LimitRange of a namespace: the most that one container may have, and what it gets when it says nothing',
    ],
  ],
  [
    'of an amount',
    { 'environments/dev.yaml': env.replace('{ cpu: "4", memory: 8Gi }', '{ cpu: "4" }') },
    ['environments/dev.yaml:7:3: quota.requests.memory: "memory" is missing; add it'],
  ],
  [
    'of a team',
    { 'platform.yaml': platform.replace('owners: ["@your-org/web-team"]', 'slack: web') },
    ['platform.yaml:5:3: teams.web-team.owners: "owners" is missing; add it: who reviews, as CODEOWNERS wants it'],
  ],
  [
    'that chooses',
    { 'services/web/service.yaml': web + 'scale: { replicas: 1 }\n' },
    ['services/web/service.yaml:4:1: scale.owner: "owner" is missing; add it: "fixed", "hpa" or "keda"'],
  ],
  [
    'that a choice asks for',
    { 'services/web/service.yaml': web + 'scale: { owner: hpa, minReplicas: 1 }\n' },
    ['services/web/service.yaml:4:1: scale.maxReplicas: "maxReplicas" is missing; add it'],
  ],
])('explains a missing key: %s', (_, files, problems) => {
  expect(problemsOf(files)).toEqual(problems);
});

it.each<BadCatalog>([
  [
    'a number where text is wanted',
    { 'services/web/service.yaml': web + 'env:\n  RETRIES: 3\n' },
    ['services/web/service.yaml:5:12: env.RETRIES: 3 is a number, must be text; put it in quotes: "3"'],
  ],
  [
    'a boolean where text is wanted',
    { 'services/web/service.yaml': web + 'config: { values: { DEBUG: true } }\n' },
    ['services/web/service.yaml:4:28: config.values.DEBUG: true is a boolean, must be text; put it in quotes: "true"'],
  ],
  [
    'a version that YAML reads as a number, as it was written',
    { 'services/web/dev.yaml': 'release: { version: 1.10 }\n' },
    ['services/web/dev.yaml:1:21: release.version: 1.10 is a number, must be text; put it in quotes: "1.10"'],
  ],
  [
    'a version that YAML reads as a number, in an environment',
    { 'environments/dev.yaml': env.replace('"1.36"', '1.30') },
    ['environments/dev.yaml:1:31: cluster.kubernetesVersion: 1.30 is a number, must be text; put it in quotes: "1.30"'],
  ],
  [
    'a hexadecimal number',
    { 'services/web/service.yaml': web + 'env: { MASK: 0x1F }\n' },
    ['services/web/service.yaml:4:14: env.MASK: 0x1F is a number, must be text; put it in quotes: "0x1F"'],
  ],
  [
    'text where a number is wanted',
    { 'services/web/service.yaml': web + 'terminationGracePeriodSeconds: soon\n' },
    ['services/web/service.yaml:4:32: terminationGracePeriodSeconds: "soon" is text, must be a number'],
  ],
  [
    'a fraction where a whole number is wanted',
    { 'services/web/service.yaml': web + 'revisionHistoryLimit: 1.5\n' },
    ['services/web/service.yaml:4:23: revisionHistoryLimit: 1.5 is a fraction, must be a whole number'],
  ],
  [
    'infinity',
    { 'services/web/service.yaml': web + 'revisionHistoryLimit: .inf\n' },
    ['services/web/service.yaml:4:23: revisionHistoryLimit: .inf is not finite, must be a number'],
  ],
  [
    'text where a boolean is wanted',
    { 'services/web/service.yaml': web + 'public: "yes"\n' },
    ['services/web/service.yaml:4:9: public: "yes" is text, must be true or false'],
  ],
  [
    'text where a list is wanted',
    { 'services/web/service.yaml': web + 'dependsOn: auth\n' },
    ['services/web/service.yaml:4:12: dependsOn: "auth" is text, must be a list'],
  ],
  [
    'text where a mapping is wanted',
    { 'services/web/service.yaml': web + 'storage: 10Gi\n' },
    ['services/web/service.yaml:4:10: storage: "10Gi" is not allowed, must be a mapping or a list'],
  ],
  [
    'a list where text is wanted',
    { 'services/web/service.yaml': web + 'description:\n  - a\n  - b\n' },
    ['services/web/service.yaml:5:3: description: ["a","b"] is a list, must be text'],
  ],
  [
    'a number where a choice is wanted',
    { 'services/web/service.yaml': web + 'scale: 3\n' },
    ['services/web/service.yaml:4:8: scale: 3 is a number, must be a mapping'],
  ],
  [
    'a number where one of two kinds is wanted',
    { 'services/web/service.yaml': web + 'dependsOn: [3]\n' },
    ['services/web/service.yaml:4:13: dependsOn[0]: 3 is not allowed, must be text or a mapping'],
  ],
  [
    'text in a step of a canary',
    { 'services/web/service.yaml': web + 'rollout: { strategy: canary, steps: [{ pause: 10m }] }\n' },
    ['services/web/service.yaml:4:47: rollout.steps[0].pause: "10m" is text, must be a mapping'],
  ],
  [
    'nothing',
    { 'services/web/service.yaml': web + 'scale:\n' },
    ['services/web/service.yaml:4:7: scale: there is no value, must be a mapping'],
  ],
  [
    'nothing where a choice is wanted',
    { 'services/web/service.yaml': web + 'tier:\n' },
    [
      'services/web/service.yaml:4:6: tier: there is no value, must be "frontend", "gateway", "backend", "data" or "monitoring"',
    ],
  ],
  [
    'a list where text that is not empty is wanted',
    { 'environments/dev.yaml': env.replace('"{environment}"', '[]') },
    ['environments/dev.yaml:2:12: namespace: [] is a list, must be text'],
  ],
])('explains a value of the wrong kind: %s', (_, files, problems) => {
  expect(problemsOf(files)).toEqual(problems);
});

it.each<BadCatalog>([
  [
    'tier',
    { 'services/web/service.yaml': web + 'tier: backnd\n' },
    [
      'services/web/service.yaml:4:7: tier: "backnd" is not allowed, must be "frontend", "gateway", "backend", "data" or "monitoring"; did you mean "backend"?',
    ],
  ],
  [
    'owner of the scale',
    { 'services/web/service.yaml': web + 'scale: { owner: hpaa, minReplicas: 1, maxReplicas: 2 }\n' },
    [
      'services/web/service.yaml:4:17: scale.owner: "hpaa" is not allowed, must be "fixed", "hpa" or "keda"; did you mean "hpa"?',
    ],
  ],
  [
    'Pod Security Standard',
    { 'environments/dev.yaml': env + 'podSecurity: restrict\n' },
    [
      'environments/dev.yaml:14:14: podSecurity: "restrict" is not allowed, must be "privileged", "baseline" or "restricted"; did you mean "restricted"?',
    ],
  ],
  [
    'sync mode, where none is near',
    { 'environments/dev.yaml': env.replace('automatic', 'auto') },
    ['environments/dev.yaml:3:15: sync.mode: "auto" is not allowed, must be "automatic" or "manual"'],
  ],
  [
    'event',
    { 'platform.yaml': platform + 'notifications: { port: [on-deploy] }\n' },
    [
      'platform.yaml:6:25: notifications.port[0]: "on-deploy" is not allowed, must be "on-created", "on-deleted", "on-deployed", "on-drifted", "on-health-degraded", "on-health-recovered", "on-suspended", "on-sync-failed", "on-sync-running", "on-sync-status-unknown", "on-sync-succeeded" or "on-waiting"; did you mean "on-deployed"?',
    ],
  ],
  [
    'version of the format',
    { 'platform.yaml': platform.replace('catalogVersion: 1', 'catalogVersion: 2') },
    ['platform.yaml:1:17: catalogVersion: 2 is not allowed, must be 1'],
  ],
])('lists what is allowed, and the nearest: %s', (_, files, problems) => {
  expect(problemsOf(files)).toEqual(problems);
});

it.each<BadCatalog>([
  [
    'folder of a service',
    { 'services/Web_App/service.yaml': web },
    [
      'services/Web_App: "Web_App" cannot be the name of a service; it must be a DNS-1123 label: lower-case letters, digits and "-", not at the ends',
    ],
  ],
  [
    'folder of a service that starts with a digit',
    { 'services/1web/service.yaml': web },
    [
      'services/1web: "1web" cannot be the name of a service; it must start with a letter, as a Service must (RFC 1035)',
    ],
  ],
  [
    'folder of a service that leaves no room for suffixes',
    { [`services/${'a'.repeat(51)}/service.yaml`]: web },
    [
      'services/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa: "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa" cannot be the name of a service; it must have at most 50 characters, because suffixes such as "-success-rate" are appended',
    ],
  ],
  [
    'file of an environment',
    { 'environments/Dev_1.yaml': env },
    [
      'environments/Dev_1.yaml: "Dev_1" cannot be the name of an environment; it must be a DNS-1123 label: lower-case letters, digits and "-", not at the ends',
    ],
  ],
  [
    'file of an environment that leaves no room for prefixes',
    { [`environments/${'a'.repeat(55)}.yaml`]: env },
    [
      'environments/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.yaml: "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa" cannot be the name of an environment; it must have at most 54 characters, because prefixes such as "baseline-" are put before it',
    ],
  ],
  [
    'environment that is called as the file of the service',
    { 'environments/service.yaml': env },
    [
      'environments/service.yaml: "service" cannot be the name of an environment; it is the name of the file that holds the service itself',
    ],
  ],
  [
    'file of an overlay',
    { 'services/web/Dev_1.yaml': release },
    [
      'services/web/Dev_1.yaml: "Dev_1" cannot be the name of an environment; it must be a DNS-1123 label: lower-case letters, digits and "-", not at the ends',
    ],
  ],
  [
    'team',
    { 'platform.yaml': platform + '  Ops_Team: { owners: ["@your-org/ops"] }\n' },
    [
      'platform.yaml:6:3: teams.Ops_Team: key "Ops_Team" must be a DNS-1123 label: lower-case letters, digits and "-", not at the ends',
    ],
  ],
  [
    'port',
    {
      'services/web/service.yaml':
        'team: web-team\nports:\n  - { name: HTTP_port, containerPort: 8080 }\n  - { name: much-longer-than-15, containerPort: 8081 }\n  - { name: "8082", containerPort: 8082 }\n',
    },
    [
      'services/web/service.yaml:3:13: ports[0].name: "HTTP_port" must be lower-case letters, digits and single "-", with a letter (RFC 6335)',
      'services/web/service.yaml:4:13: ports[1].name: "much-longer-than-15" must have at most 15 characters',
      'services/web/service.yaml:5:13: ports[2].name: "8082" must be lower-case letters, digits and single "-", with a letter (RFC 6335)',
    ],
  ],
  [
    'environment variable',
    { 'services/web/service.yaml': web + 'env: { 1ST: x }\n' },
    [
      'services/web/service.yaml:4:8: env["1ST"]: key "1ST" must be letters, digits, "_", "-" and ".", not starting with a digit',
    ],
  ],
  [
    'key of a secret',
    { 'services/web/service.yaml': web + 'secrets: { keys: { a/b: {} } }\n' },
    ['services/web/service.yaml:4:20: secrets.keys["a/b"]: key "a/b" must be letters, digits, "-", "_" and "."'],
  ],
  [
    'host',
    { 'services/web/service.yaml': web + 'exposure: { hosts: [Web.example.com] }\n' },
    [
      'services/web/service.yaml:4:21: exposure.hosts[0]: "Web.example.com" must be a lower-case host name such as "web.example.com", or "*.example.com" for all below it',
    ],
  ],
  [
    'labels of a selector',
    { 'services/web/service.yaml': web + 'selector: { app: "my shop", "-x": web }\n' },
    [
      'services/web/service.yaml:4:18: selector.app: "my shop" must have at most 63 letters, digits, "-", "_" and ".", with a letter or digit at both ends',
      'services/web/service.yaml:4:29: selector["-x"]: key "-x" must be a name of at most 63 letters, digits, "-", "_" and ".", with a domain and "/" before it or not',
    ],
  ],
  [
    'placeholder of a pattern',
    { 'environments/dev.yaml': env.replace('"{environment}"', '"{env}-{service}"') },
    [
      'environments/dev.yaml:2:12: namespace: "{env}-{service}" may only contain the placeholders {service}, {environment}, {team}, {system}',
    ],
  ],
])('refuses a name that Kubernetes would refuse: %s', (_, files, problems) => {
  expect(problemsOf(files)).toEqual(problems);
});

it.each<BadCatalog>([
  [
    'thousandths of a byte',
    { 'services/web/service.yaml': web + 'resources: { limits: { memory: 512m } }\n' },
    [
      'services/web/service.yaml:4:32: resources.limits.memory: "512m" must be a quantity of bytes above 0 such as "512Mi" or "1Gi"',
    ],
  ],
  [
    'zero',
    { 'services/web/service.yaml': web + 'resources: { requests: { cpu: "0" } }\n' },
    [
      'services/web/service.yaml:4:31: resources.requests.cpu: "0" must be a quantity of CPU above 0 such as "250m" or "2"',
    ],
  ],
  [
    'two points',
    { 'services/web/service.yaml': web + 'resources: { requests: { cpu: 1.5.2 } }\n' },
    [
      'services/web/service.yaml:4:31: resources.requests.cpu: "1.5.2" must be a quantity of CPU above 0 such as "250m" or "2"',
    ],
  ],
  [
    'a space',
    { 'services/web/service.yaml': web + 'resources: { requests: { cpu: 100 m } }\n' },
    [
      'services/web/service.yaml:4:31: resources.requests.cpu: "100 m" must be a quantity of CPU above 0 such as "250m" or "2"',
    ],
  ],
  [
    'finer than Kubernetes counts',
    { 'services/web/service.yaml': web + 'resources: { requests: { cpu: 0.5m } }\n' },
    [
      'services/web/service.yaml:4:31: resources.requests.cpu: "0.5m" must be a quantity of CPU above 0 such as "250m" or "2"',
    ],
  ],
  [
    'a unit of nobody',
    { 'services/web/service.yaml': web + 'storage: { size: 10GB, mountPath: /data }\n' },
    [
      'services/web/service.yaml:4:18: storage.size: "10GB" must be a quantity of bytes above 0 such as "512Mi" or "1Gi"',
    ],
  ],
  [
    'a bare number',
    { 'environments/dev.yaml': env.replace('cpu: "4"', 'cpu: 4') },
    ['environments/dev.yaml:7:20: quota.requests.cpu: 4 is a number, must be text; put it in quotes: "4"'],
  ],
])('refuses an amount that is none: %s', (_, files, problems) => {
  expect(problemsOf(files)).toEqual(problems);
});

it.each<BadCatalog>([
  [
    'latest',
    { 'services/web/dev.yaml': 'release: { version: latest }\n' },
    [
      'services/web/dev.yaml:1:21: release.version: "latest" must not be "latest": a release names one build for good; write the version that runs',
    ],
  ],
  [
    'a tag in the image',
    { 'services/web/service.yaml': web + 'image: web:latest\n' },
    [
      'services/web/service.yaml:4:8: image: "web:latest" must not have a tag or a digest: those are in the overlay, as release.version and release.digest',
    ],
  ],
  [
    'a digest in the image',
    { 'services/web/service.yaml': web + 'image: ghcr.io/your-org/web@sha256:abc\n' },
    [
      'services/web/service.yaml:4:8: image: "ghcr.io/your-org/web@sha256:abc" must not have a tag or a digest: those are in the overlay, as release.version and release.digest',
    ],
  ],
  [
    'an image that is none',
    { 'services/web/service.yaml': web + 'image: Web App\n' },
    ['services/web/service.yaml:4:8: image: "Web App" must be a repository such as "web" or "ghcr.io/your-org/web"'],
  ],
  [
    'a tag that is none',
    { 'services/web/dev.yaml': 'release: { version: v1 beta }\n' },
    [
      'services/web/dev.yaml:1:21: release.version: "v1 beta" must be an image tag of at most 63 letters, digits, "-", "_" and ".", with a letter or digit at both ends',
    ],
  ],
  [
    'a tag that is no label value',
    { 'services/web/dev.yaml': 'release: { version: v1.0. }\n' },
    [
      'services/web/dev.yaml:1:21: release.version: "v1.0." must be an image tag of at most 63 letters, digits, "-", "_" and ".", with a letter or digit at both ends',
    ],
  ],
  [
    'a digest that is none',
    { 'services/web/dev.yaml': 'release: { version: v1, digest: sha256:abc }\n' },
    ['services/web/dev.yaml:1:33: release.digest: "sha256:abc" must be "sha256:" and 64 hexadecimal digits'],
  ],
])('refuses a version that names no build: %s', (_, files, problems) => {
  expect(problemsOf(files)).toEqual(problems);
});

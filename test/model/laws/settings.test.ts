import { overlayYaml as release, serviceYaml as web } from '../../helpers/a-catalog';
import { problemsOf } from '../../helpers/problems-of';
import type { BadCatalog } from '../../helpers/problems-of';

it.each<BadCatalog>([
  [
    'out of range',
    { 'services/web/service.yaml': 'team: web-team\nports:\n  - { name: http, containerPort: 70000, port: 0 }\n' },
    [
      'services/web/service.yaml:3:34: ports[0].containerPort: 70000 must be 65535 or less',
      'services/web/service.yaml:3:47: ports[0].port: 0 must be 1 or more',
    ],
  ],
  [
    'that are there twice',
    {
      'services/web/service.yaml':
        'team: web-team\nports:\n  - { name: http, containerPort: 8080 }\n  - { name: http, containerPort: 8081 }\n  - { name: web, containerPort: 8080 }\n  - { name: grpc, containerPort: 8082, port: 8081 }\n',
    },
    [
      'services/web/service.yaml:4:13: ports[1].name: port name "http" is used twice; give each port a name of its own',
      'services/web/service.yaml:5:33: ports[2].containerPort: containerPort 8080 is already port "http"; one process port has one name',
      'services/web/service.yaml:6:5: ports[3]: port 8081 is used twice; give each port a number of its own',
    ],
  ],
  [
    'that nobody has, of a probe',
    { 'services/web/service.yaml': web + 'probes: { liveness: { port: htp } }\n' },
    ['services/web/service.yaml:4:29: probes.liveness.port: service "web" has no port "htp"; did you mean "http"?'],
  ],
  [
    'that nobody has, of a probe that a startup probe follows',
    { 'services/web/service.yaml': web + 'probes: { liveness: { port: htp }, startup: { failureThreshold: 30 } }\n' },
    ['services/web/service.yaml:4:29: probes.liveness.port: service "web" has no port "htp"; did you mean "http"?'],
  ],
  [
    'that nobody has, of a startup probe',
    { 'services/web/service.yaml': web + 'probes: { startup: { port: htp } }\n' },
    ['services/web/service.yaml:4:28: probes.startup.port: service "web" has no port "htp"; did you mean "http"?'],
  ],
  [
    'that nobody has, of the metrics',
    { 'services/web/service.yaml': web + 'metrics: { port: metrics }\n' },
    ['services/web/service.yaml:4:18: metrics.port: service "web" has no port "metrics"; known are http'],
  ],
  [
    'that nobody has, of the metrics that only annotations name',
    {
      'services/web/dev.yaml': release + 'monitoring: { scrape: false }\nmetrics: { port: admin, annotations: true }\n',
    },
    ['services/web/dev.yaml:3:18: metrics.port: service "web" has no port "admin"; known are http'],
  ],
  [
    'that nobody has, of the way in',
    { 'services/web/service.yaml': web + 'public: true\nexposure: { port: grpc }\n' },
    ['services/web/service.yaml:5:19: exposure.port: service "web" has no port "grpc"; known are http'],
  ],
  [
    'that no route can lead to',
    {
      'services/web/service.yaml':
        'team: web-team\npublic: true\nports:\n  - { name: db, containerPort: 5432, protocol: tcp }\n',
    },
    [
      'services/web/service.yaml:2:9: public: port "db" speaks tcp, to which no Ingress leads, and a Gateway by a listener of its own alone; name the listener as exposure.listener, or an http or grpc port; or set public to false, and "type: LoadBalancer" of service or moreServices',
    ],
  ],
  [
    'that are not called, of a network',
    {
      'services/web/service.yaml':
        web +
        'egress:\n  - { cidr: 10.0.0.0/33, ports: [443] }\n  - { cidr: 10.0.0.0/8, ports: [] }\n  - { ports: [443] }\n',
    },
    [
      'services/web/service.yaml:5:13: egress[0].cidr: "10.0.0.0/33" must be a network such as "10.0.0.0/8"',
      'services/web/service.yaml:6:32: egress[1].ports: [] must name at least one port',
      'services/web/service.yaml:7:5: egress[2]: {"ports":[443]} must have either "namespace" or "cidr"',
    ],
  ],
])('refuses ports: %s', (_, files, problems) => {
  expect(problemsOf(files)).toEqual(problems);
});

it.each<BadCatalog>([
  [
    'a minimum above the maximum',
    { 'services/web/dev.yaml': release + 'scale: { owner: hpa, minReplicas: 5, maxReplicas: 3 }\n' },
    [
      'services/web/dev.yaml:2:35: scale.minReplicas: scale.minReplicas 5 is above scale.maxReplicas 3; swap them or raise scale.maxReplicas',
    ],
  ],
  [
    'a beginning that the autoscaler would not leave',
    {
      'services/web/dev.yaml': release + 'scale: { owner: hpa, minReplicas: 2, maxReplicas: 5, initialReplicas: 6 }\n',
    },
    [
      'services/web/dev.yaml:2:71: scale.initialReplicas: scale.initialReplicas 6 is not from scale.minReplicas 2 to scale.maxReplicas 5; the autoscaler would not leave it there: choose a number between them, or leave it out',
    ],
  ],
  [
    'a scaler without a trigger',
    { 'services/web/dev.yaml': release + 'scale: { owner: keda, minReplicas: 0, maxReplicas: 3, triggers: [] }\n' },
    ['services/web/dev.yaml:2:65: scale.triggers: [] must have at least one trigger'],
  ],
  [
    'cpu without the type of its metric, which KEDA refuses',
    {
      'services/web/dev.yaml':
        release +
        'scale: { owner: keda, minReplicas: 1, maxReplicas: 3, triggers: [{ type: cpu, metadata: { value: "70" } }] }\n',
    },
    [
      'services/web/dev.yaml:2:66: scale.triggers[0]: {"type":"cpu","metadata":{"value":"70"}} must have "metricType: Utilization" or "metricType: AverageValue", as KEDA has no default for cpu and memory',
    ],
  ],
  [
    'no pod at least, where only pods are measured',
    {
      'services/web/dev.yaml':
        release +
        'scale: { owner: keda, minReplicas: 0, maxReplicas: 3, triggers: [{ type: cpu, metricType: Utilization, metadata: { value: "70" } }] }\n',
    },
    [
      'services/web/dev.yaml:2:36: scale.minReplicas: 0 must be 1 or more where every trigger is cpu or memory: without a pod nobody measures, and KEDA refuses it',
    ],
  ],
  [
    'a use of what has none',
    {
      'services/web/dev.yaml':
        release +
        'scale: { owner: keda, minReplicas: 1, maxReplicas: 3, triggers: [{ type: kafka, metricType: Utilization, metadata: {} }] }\n',
    },
    [
      'services/web/dev.yaml:2:66: scale.triggers[0]: {"type":"kafka","metricType":"Utilization","metadata":{}} has a metricType that its type has not: "Value" is not for cpu and memory, and "Utilization" is for nothing else',
    ],
  ],
  [
    'a canary on storage',
    {
      'services/web/service.yaml':
        web + 'storage: { size: 1Gi, mountPath: /data }\nrollout:\n  strategy: canary\n  steps: [{ setWeight: 20 }]\n',
    },
    [
      'services/web/service.yaml:6:13: rollout.strategy: service "web" has storage, and canary would run two versions on it; use the strategy rolling, or remove storage',
    ],
  ],
  [
    'a backup of nothing',
    {
      'services/web/service.yaml':
        web + 'backup: { schedule: "0 2 * * *", retentionDays: 7, size: 1Gi, command: [dump] }\n',
    },
    ['services/web/service.yaml:4:9: backup: service "web" has a backup but no storage; add storage or remove backup'],
  ],
  [
    'a backup without sense',
    {
      'services/web/service.yaml':
        web +
        'storage: { size: 1Gi, mountPath: /data }\nbackup: { schedule: daily, retentionDays: 0, size: 1Gi, command: [] }\n',
    },
    [
      'services/web/service.yaml:5:21: backup.schedule: "daily" must be a cron expression of five fields such as "0 2 * * *": minute, hour, day, month, day of the week',
      'services/web/service.yaml:5:43: backup.retentionDays: 0 must be 1 or more',
      'services/web/service.yaml:5:66: backup.command: [] must have 1 or more items',
    ],
  ],
  [
    'a rollout that never begins',
    { 'services/web/service.yaml': web + 'rollout: { strategy: rolling, maxSurge: 0, maxUnavailable: 0% }\n' },
    [
      'services/web/service.yaml:4:41: rollout.maxSurge: rollout.maxSurge 0 and rollout.maxUnavailable 0% leave no way to replace a pod; set one of them above 0',
    ],
  ],
  [
    'a share that is none',
    { 'services/web/service.yaml': web + 'rollout: { strategy: rolling, maxSurge: 200%, maxUnavailable: -1 }\n' },
    [
      'services/web/service.yaml:4:41: rollout.maxSurge: "200%" must be a percentage such as "25%"',
      'services/web/service.yaml:4:63: rollout.maxUnavailable: -1 must be 0 or more',
    ],
  ],
  [
    'a canary without steps',
    { 'services/web/service.yaml': web + 'rollout: { strategy: canary, steps: [] }\n' },
    ['services/web/service.yaml:4:37: rollout.steps: [] must have at least one step'],
  ],
])('refuses a scale or rollout that cannot be: %s', (_, files, problems) => {
  expect(problemsOf(files)).toEqual(problems);
});

import { ofService } from './example';

const http = 'ports: [{ name: http, containerPort: 8080 }]\n';

export const jobs = [
  ofService(
    'a migration before the pods are replaced, and a word to the cache after that',
    http +
      'dependsOn: [api]\nenv: { DB_HOST: db.example.com }\njobs:\n  migrate: { when: before, command: [/app/migrate], retries: 0, deadlineSeconds: 600 }\n  warm: { when: after, image: "docker.io/curlimages/curl:8.16.0", args: [http://web:8080/warm], env: { A: b } }\n',
    {
      files: {
        'services/api/service.yaml': 'team: web-team\nports: [{ name: http, containerPort: 8080 }]\n',
        'services/api/dev.yaml': 'release: { version: v1.0.0 }\n',
        'services/api/prod.yaml': 'release: { version: v1.0.0 }\n',
      },
    },
  ),
  ofService(
    'a report every night, which waits in one environment',
    http +
      'jobs:\n  report:\n    schedule: "0 3 * * *"\n    timeZone: Europe/Berlin\n    concurrency: Replace\n    startingDeadlineSeconds: none\n    deadlineSeconds: none\n    restart: onFailure\n    command: [/app/report]\n    resources: { limits: { memory: 256Mi } }\n',
    {
      files: { 'services/web/prod.yaml': 'release: { version: v1.0.0 }\njobs: { report: { suspended: true } }\n' },
      findings: ['cron-job-without-deadline'],
    },
  ),
  ofService('nothing but a job on a schedule', 'ports: []\nruns: jobs\njobs: { web: { schedule: "*/5 * * * *" } }\n'),
  ofService(
    'nothing but a job that runs once, many at a time',
    'ports: []\nruns: jobs\njobs: { load: { when: once, command: [/app/load], completions: 8, parallelism: 4, security: { runAsUser: 20000 } } }\n',
    { findings: ['job-without-ttl'] },
  ),
];

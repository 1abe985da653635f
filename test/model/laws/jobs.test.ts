import { environmentYaml, serviceYaml } from '../../helpers/a-catalog';
import { problemsOf } from '../../helpers/problems-of';
import type { BadCatalog } from '../../helpers/problems-of';

const said = (text: string): BadCatalog[1] => ({ 'services/web/service.yaml': serviceYaml + text });
const only = (text: string): BadCatalog[1] => ({ 'services/web/service.yaml': `team: web-team\nruns: jobs\n${text}` });

it.each<BadCatalog>([
  [
    'no time to run, and two of them',
    said('jobs:\n  a: { command: [a] }\n  b: { command: [b], when: after, schedule: "0 3 * * *" }\n'),
    [
      'services/web/service.yaml:5:6: jobs.a: the job "a" of service "web" has neither "when" nor "schedule"; write "when: before", "after" or "once", or a schedule',
      'services/web/service.yaml:6:6: jobs.b: the job "b" of service "web" has both "when" and "schedule"; write "when: before", "after" or "once", or a schedule',
    ],
  ],
  [
    'words about a schedule that is not there',
    said('jobs: { a: { command: [a], when: before, timeZone: Etc/UTC } }\n'),
    [
      'services/web/service.yaml:4:52: jobs.a.timeZone: the job "a" of service "web" has "timeZone", which is about a schedule, and it has none; add "schedule", or remove it',
    ],
  ],
  [
    'a job that does not end',
    said('jobs: { a: { when: before } }\n'),
    [
      'services/web/service.yaml:4:12: jobs.a: the job "a" of service "web" runs what the service runs, which does not end; add a command, or an image of its own',
    ],
  ],
  [
    'a name that no CronJob has',
    said(`jobs: { ${'a'.repeat(50)}: { command: [a], schedule: "0 3 * * *" } }\n`),
    [
      `services/web/service.yaml:4:61: jobs.${'a'.repeat(50)}: the job "${'a'.repeat(50)}" of service "web" would be called "web-${'a'.repeat(50)}" (54 characters), and Kubernetes allows 52; shorten its name`,
    ],
  ],
  [
    'a job of nobody knows which wave',
    said('unadopted: [waves]\njobs: { a: { when: before, command: [a] } }\n'),
    [
      'services/web/service.yaml:5:12: jobs.a: the job "a" of service "web" runs before the pods are replaced, which needs waves, and the service has not adopted them; run "slipway adopt web waves"',
    ],
  ],
  [
    'what goes on of what is nothing but jobs',
    only(
      'ports: [{ name: http, containerPort: 80 }]\nscale: { owner: fixed, replicas: 2 }\njobs: { web: { when: once } }\n',
    ),
    [
      'services/web/service.yaml:3:8: ports: service "web" runs jobs alone, and has no use for "ports"; remove it, or remove "runs: jobs"',
      'services/web/service.yaml:4:8: scale: service "web" runs jobs alone, and has no use for "scale"; remove it, or remove "runs: jobs"',
    ],
  ],
  [
    'nothing at all',
    only('ports: []\n'),
    ['dev', 'prod'].map(
      (name) =>
        `services/web/service.yaml:2:7: runs: service "web" runs jobs alone, and has none in "${name}"; add one to jobs`,
    ),
  ],
  [
    'an image of no version',
    said('jobs: { a: { when: before, image: tool } }\n'),
    [
      'services/web/service.yaml:4:35: jobs.a.image: "tool" names no version and no digest; write the version that runs, best with its digest',
    ],
  ],
  [
    'one name for two objects',
    {
      ...said('jobs: { b-c: { when: once, command: [a] } }\n'),
      'services/web-b/service.yaml': `${serviceYaml}jobs: { c: { when: once, command: [a] } }\n`,
      'services/web-b/dev.yaml': 'release: { version: v1 }\n',
    },
    [
      'services/web-b/service.yaml:4:12: jobs.c: the job "c" of service "web-b" would be called "web-b-c", as one of service "web" is; give it another name',
    ],
  ],
])('refuses %s', (_, files, problems) => {
  expect(problemsOf(files)).toEqual(problems);
});

it('counts jobs as if all of them ran at once, and none that rests', () => {
  const job = 'jobs: { a: { schedule: "0 3 * * *", command: [a], parallelism: 17 } }\n';
  const pods = 'namespace "dev" of environment "dev" needs 20 pods at its largest, above its quota of 19';
  const quota = environmentYaml
    .replace('pods: 20', 'pods: 19')
    .replace('cpu: "16"', 'cpu: "32"')
    .replace('memory: 16Gi', 'memory: 32Gi');

  expect(problemsOf({ ...said(job), 'environments/dev.yaml': quota, 'services/web/prod.yaml': null })).toEqual([
    expect.stringContaining(pods),
  ]);
  expect(
    problemsOf({
      ...said(job.replace('parallelism', 'suspended: true, parallelism')),
      'environments/dev.yaml': quota,
      'services/web/prod.yaml': null,
    }),
  ).toEqual([]);
});

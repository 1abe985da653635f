import {
  environmentYaml as env,
  overlayYaml as release,
  platformYaml as platform,
  serviceYaml as web,
} from '../../helpers/a-catalog';
import { problemsOf } from '../../helpers/problems-of';
import type { BadCatalog } from '../../helpers/problems-of';

it.each<BadCatalog>([
  [
    'Application',
    {
      [`environments/${'e'.repeat(30)}.yaml`]: env.replace('{service}.', 'e.'),
      [`services/web-${'w'.repeat(30)}/service.yaml`]: web,
      [`services/web-${'w'.repeat(30)}/${'e'.repeat(30)}.yaml`]: release,
    },
    [
      'services/web-wwwwwwwwwwwwwwwwwwwwwwwwwwwwww/eeeeeeeeeeeeeeeeeeeeeeeeeeeeee.yaml: the Application of service "web-wwwwwwwwwwwwwwwwwwwwwwwwwwwwww" in "eeeeeeeeeeeeeeeeeeeeeeeeeeeeee" would be called "web-wwwwwwwwwwwwwwwwwwwwwwwwwwwwww-eeeeeeeeeeeeeeeeeeeeeeeeeeeeee" (65 characters), which is no DNS-1123 label; it may have at most 63 lower-case letters, digits and "-"; shorten or change a name or the pattern',
    ],
  ],
  [
    'Application of a system',
    {
      'environments/staging-eu.yaml': env,
      'platform.yaml': `${platform}systems: { ${'s'.repeat(55)}: { delivery: app-of-apps }, ${'t'.repeat(55)}: {} }\n`,
      'services/web/service.yaml': `${web}system: ${'s'.repeat(55)}\n`,
      'services/web/staging-eu.yaml': release,
      'services/api/service.yaml': `${web}system: ${'t'.repeat(55)}\n`,
      'services/api/dev.yaml': release,
    },
    [
      'platform.yaml:6:69: systems.sssssssssssssssssssssssssssssssssssssssssssssssssssssss: the Application of system "sssssssssssssssssssssssssssssssssssssssssssssssssssssss" in "staging-eu" would be called "sssssssssssssssssssssssssssssssssssssssssssssssssssssss-staging-eu" (66 characters), which is no DNS-1123 label; it may have at most 63 lower-case letters, digits and "-"; shorten or change a name or the pattern',
    ],
  ],
  [
    'namespace, by the pattern of the environment',
    { 'environments/dev.yaml': env.replace('"{environment}"', '"NS-{service}"') },
    [
      'environments/dev.yaml:2:12: namespace: the Namespace of service "web" in "dev" would be called "NS-web" (6 characters), which is no DNS-1123 label; it may have at most 63 lower-case letters, digits and "-"; shorten or change a name or the pattern',
    ],
  ],
  [
    'namespace, by the pattern of the service',
    { 'services/web/service.yaml': `${web}namespace: "{service}-${'x'.repeat(60)}"\n`, 'services/web/prod.yaml': null },
    [
      'services/web/service.yaml:4:12: namespace: the Namespace of service "web" in "dev" would be called "web-xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx" (64 characters), which is no DNS-1123 label; it may have at most 63 lower-case letters, digits and "-"; shorten or change a name or the pattern',
    ],
  ],
  [
    'AppProject',
    { 'platform.yaml': platform + 'argocd: { project: "Team {team}" }\n' },
    [
      'platform.yaml:6:20: argocd.project: the AppProject of service "web" in "dev" would be called "Team web-team" (13 characters), which is no DNS-1123 label; it may have at most 63 lower-case letters, digits and "-"; shorten or change a name or the pattern',
      'platform.yaml:6:20: argocd.project: the AppProject of service "web" in "prod" would be called "Team web-team" (13 characters), which is no DNS-1123 label; it may have at most 63 lower-case letters, digits and "-"; shorten or change a name or the pattern',
    ],
  ],
  [
    'namespace that is called',
    { 'services/web/service.yaml': web + 'egress: [{ namespace: DB, ports: [5432] }]\n' },
    [
      'services/web/service.yaml:4:23: egress[0].namespace: the namespace that is called would be "DB" (2 characters), which is no DNS-1123 label; it may have at most 63 lower-case letters, digits and "-"; shorten or change a name or the pattern',
    ],
  ],
  [
    'host',
    {
      'environments/dev.yaml': env.replace('{service}.{environment}', '{service}_{environment}'),
      'services/web/service.yaml': web + 'public: true\n',
      'services/web/prod.yaml': null,
    },
    [
      'environments/dev.yaml:4:59: gateway.host: the host of service "web" would be "web_dev.example.com", which is no host name; use lower-case letters, digits and "-", at most 63 characters between dots and 253 in all',
    ],
  ],
  [
    'CronJob of a backup',
    {
      [`services/${'d'.repeat(46)}/service.yaml`]: `${web}storage: { size: 1Gi, mountPath: /data }\nbackup: { schedule: "0 2 * * *", retentionDays: 7, size: 1Gi, command: [dump] }\n`,
      [`services/${'d'.repeat(46)}/dev.yaml`]: release,
    },
    [
      'services/dddddddddddddddddddddddddddddddddddddddddddddd/service.yaml:5:9: backup: the CronJob of the backup would be called "dddddddddddddddddddddddddddddddddddddddddddddd-backup" (53 characters), and Kubernetes allows 52; shorten the name of the service',
    ],
  ],
])('refuses a name that is made from others and is no name: %s', (_, files, problems) => {
  expect(problemsOf(files)).toEqual(problems);
});

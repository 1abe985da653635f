import { environmentYaml as environment, overlayYaml as release } from '../../helpers/a-catalog';
import { problemsOf } from '../../helpers/problems-of';
import type { BadCatalog } from '../../helpers/problems-of';

const standard = (name: string): string => `${environment}podSecurity: ${name}\n`;
const end =
  'leave it out, or set podSecurity in catalog/environments/dev.yaml: it holds for every service of the namespace; docs/how-to/what-a-container-must-do.md has what a container must do';

it.each<BadCatalog>([
  [
    'root',
    { 'services/web/dev.yaml': release + 'security: { runAsUser: 0 }\n' },
    [
      `services/web/dev.yaml:2:24: security.runAsUser: service "web" in "dev" runs as root, which the Pod Security Standard "restricted" of "dev" does not permit; ${end}`,
    ],
  ],
  [
    'a right of root',
    { 'services/web/dev.yaml': release + 'security: { capabilities: [NET_BIND_SERVICE, CHOWN] }\n' },
    [
      `services/web/dev.yaml:2:27: security.capabilities: service "web" in "dev" keeps the capability "CHOWN", which the Pod Security Standard "restricted" of "dev" does not permit; ${end}`,
    ],
  ],
  [
    'more rights',
    { 'services/web/dev.yaml': release + 'security: { privilegeEscalation: true }\n' },
    [
      `services/web/dev.yaml:2:34: security.privilegeEscalation: service "web" in "dev" lets processes get more rights, which the Pod Security Standard "restricted" of "dev" does not permit; ${end}`,
    ],
  ],
  [
    'less taken away than all, or spelt as no admission reads it',
    {
      'services/web/dev.yaml':
        release + 'security: { drop: [NET_RAW] }\nsidecars: { a: { image: "a:1", security: { drop: [all] } } }\n',
    },
    [
      `services/web/dev.yaml:2:19: security.drop: service "web" in "dev" takes away NET_RAW instead of ALL, which the Pod Security Standard "restricted" of "dev" does not permit; ${end}`,
      `services/web/dev.yaml:3:50: sidecars.a.security.drop: the container "a" of service "web" in "dev" takes away all instead of ALL, which the Pod Security Standard "restricted" of "dev" does not permit; ${end}`,
    ],
  ],
  [
    'all rights, and rights of the node, where root is permitted',
    {
      'environments/dev.yaml': standard('baseline'),
      'services/web/dev.yaml':
        release + 'security: { runAsUser: 0, privileged: true, capabilities: [CHOWN, NET_ADMIN, SYS_ADMIN] }\n',
    },
    [
      `services/web/dev.yaml:2:39: security.privileged: service "web" in "dev" is privileged, which the Pod Security Standard "baseline" of "dev" does not permit; ${end}`,
      `services/web/dev.yaml:2:59: security.capabilities: service "web" in "dev" keeps the capabilities "NET_ADMIN", "SYS_ADMIN", which the Pod Security Standard "baseline" of "dev" does not permit; ${end}`,
    ],
  ],
])('refuses what the namespace would refuse: %s', (_, files, problems) => {
  expect(problemsOf(files)).toEqual(problems);
});

it('takes everything where everything is permitted', () => {
  const security =
    'security: { runAsUser: 0, privileged: true, privilegeEscalation: true, capabilities: [SYS_ADMIN] }\n';
  const files = { 'environments/dev.yaml': standard('privileged'), 'services/web/dev.yaml': release + security };

  expect(problemsOf(files)).toEqual([]);
});

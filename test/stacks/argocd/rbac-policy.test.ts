import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { folderSource } from '../../../src/catalog/folder-source';
import { loadCatalog } from '../../../src/catalog/load';
import { argocdRules } from '../../../src/check/rules/argocd';
import { runRules } from '../../../src/check/run-rules';
import { readManifestText } from '../../../src/manifests/read-text';
import { bootstrapOf } from '../../../src/render/bootstrap';
import { emitYaml } from '../../../src/render/emit-yaml';
import { addedRbacSettings, rbacPolicy, rbacSettings } from '../../../stacks/argocd/rbac-policy';
import { findPrograms } from '../../cluster/tools/find-programs';
import { aCatalogFolder, environmentYaml, overlayYaml, platformYaml, serviceYaml } from '../../helpers/a-catalog';
import { temporaryFolder } from '../../helpers/temporary-folder';
import { ArgoCdPolicy } from '../helpers/argocd-policy';
import type { Question } from '../helpers/argocd-policy';

const manual = environmentYaml.replace('mode: automatic', 'mode: manual');

/**
 * Two teams with services in one project, staging and prod with owners of their own, and an environment whose name ends
 * like that of prod. All of it is on one cluster, so that everything that can be asked for is there.
 */
const catalogFiles = {
  'platform.yaml': `${platformYaml}  pay-team: { owners: ["@your-org/pay"], groups: [pay] }
  platform-team: { owners: ["@your-org/platform"] }
  stage-team: { owners: ["@your-org/stage"], groups: [stage] }
  prod-team: { owners: ["@your-org/prod"], groups: [ops-eu, ops-us] }
owners: [platform-team]
access: { readers: [auditors] }
argocd: { project: services }
`,
  'environments/staging.yaml': `${environmentYaml}owners: [stage-team]\n`,
  'environments/prod.yaml': `${manual}owners: [prod-team]\n`,
  'environments/pre-prod.yaml': `${manual}owners: [stage-team]\n`,
  'services/web/staging.yaml': overlayYaml,
  'services/web/pre-prod.yaml': overlayYaml,
  'services/bank/service.yaml': serviceYaml.replace('web-team', 'pay-team'),
  'services/bank/dev.yaml': overlayYaml,
  'services/bank/prod.yaml': overlayYaml,
};
const environments = ['dev', 'pre-prod', 'prod', 'staging'];
const loaded = loadCatalog(folderSource(aCatalogFolder(catalogFiles)));
const data = rbacSettings(rbacPolicy(loaded, environments, false));
const projects = environments.flatMap((environment) => bootstrapOf(loaded, environment).projects);
const policy = new ArgoCdPolicy(data, projects);

// Groups. "ops-eu" owns prod, "stage" owns staging and pre-prod; "guests" can sign in and is named nowhere.
// prettier-ignore
const table = `
resource         action                                 object                   platform-team stage  ops-eu web-team pay    auditors guests
applications     get                                    services/web-dev         yes           .      .      yes      .      yes      .
applications     sync                                   services/web-dev         yes           .      .      yes      .      .        .
applications     override                               services/web-dev         yes           .      .      .        .      .        .
applications     create                                 services/web-dev         yes           .      .      .        .      .        .
applications     update                                 services/web-dev         yes           .      .      .        .      .        .
applications     delete                                 services/web-dev         yes           .      .      .        .      .        .
applications     delete//Pod/dev/web-1                  services/web-dev         yes           .      .      .        .      .        .
applications     action/argoproj.io/Rollout/abort       services/web-dev         yes           .      .      .        .      .        .
logs             get                                    services/web-dev         yes           .      .      yes      .      yes      .
exec             create                                 services/web-dev         .             .      .      .        .      .        .
applications     get                                    services/web-staging     yes           yes    .      yes      .      yes      .
applications     sync                                   services/web-staging     yes           yes    .      yes      .      .        .
applications     override                               services/web-staging     yes           yes    .      .        .      .        .
applications     action/argoproj.io/Rollout/retry       services/web-staging     yes           yes    .      .        .      .        .
logs             get                                    services/web-staging     yes           yes    .      yes      .      yes      .
exec             create                                 services/web-staging     .             .      .      .        .      .        .
applications     get                                    services/web-prod        yes           .      yes    yes      .      yes      .
applications     sync                                   services/web-prod        yes           .      yes    .        .      .        .
applications     override                               services/web-prod        yes           .      yes    .        .      .        .
applications     update                                 services/web-prod        yes           .      .      .        .      .        .
applications     delete                                 services/web-prod        yes           .      .      .        .      .        .
applications     update/apps/Deployment/prod/web        services/web-prod        yes           .      .      .        .      .        .
applications     action/argoproj.io/Rollout/abort       services/web-prod        yes           .      yes    .        .      .        .
applications     action/argoproj.io/Rollout/pause       services/web-prod        yes           .      yes    .        .      .        .
applications     action/argoproj.io/Rollout/promote-full services/web-prod       yes           .      yes    .        .      .        .
applications     action/argoproj.io/Rollout/resume      services/web-prod        yes           .      yes    .        .      .        .
applications     action/argoproj.io/Rollout/retry       services/web-prod        yes           .      yes    .        .      .        .
applications     action/argoproj.io/Rollout/skip-current-step services/web-prod  yes           .      yes    .        .      .        .
applications     action/argoproj.io/Rollout/restart     services/web-prod        yes           .      .      .        .      .        .
applications     action/apps/Deployment/restart         services/web-prod        yes           .      .      .        .      .        .
logs             get                                    services/web-prod        yes           .      yes    yes      .      yes      .
exec             create                                 services/web-prod        .             .      .      .        .      .        .
applications     get                                    services/web-pre-prod    yes           yes    .      yes      .      yes      .
applications     sync                                   services/web-pre-prod    yes           yes    .      .        .      .        .
logs             get                                    services/web-pre-prod    yes           yes    .      yes      .      yes      .
applications     sync                                   services/bank-dev        yes           .      .      .        yes    .        .
applications     get                                    services/bank-prod       yes           .      yes    .        yes    yes      .
applications     sync                                   services/bank-prod       yes           .      yes    .        .      .        .
logs             get                                    services/bank-prod       yes           .      yes    .        yes    yes      .
applications     get                                    platform-prod/root-prod  yes           .      yes    .        .      yes      .
applications     sync                                   platform-prod/root-prod  yes           .      yes    .        .      .        .
applications     delete                                 platform-prod/root-prod  yes           .      .      .        .      .        .
applications     sync                                   platform-prod/baseline-prod yes        .      yes    .        .      .        .
applications     sync                                   platform-staging/root-staging yes      yes    .      .        .      .        .
applications     sync                                   platform-dev/root-dev    yes           .      .      .        .      .        .
applications     create                                 default/anything         yes           .      .      .        .      .        .
applications     get                                    default/anything         yes           .      .      .        .      yes      .
applicationsets  get                                    services/game-prod       yes           .      .      .        .      .        .
applicationsets  create                                 services/game-prod       yes           .      .      .        .      .        .
projects         get                                    services                 yes           yes    yes    yes      yes    .        .
projects         get                                    platform-prod            yes           .      yes    .        .      .        .
projects         get                                    platform-staging         yes           yes    .      .        .      .        .
projects         get                                    default                  yes           .      .      .        .      .        .
projects         update                                 services                 yes           .      .      .        .      .        .
projects         update                                 platform-prod            yes           .      .      .        .      .        .
clusters         get                                    https://kubernetes.default.svc yes     .      .      .        .      .        .
clusters         update                                 https://kubernetes.default.svc yes     .      .      .        .      .        .
repositories     get                                    https://github.com/your-org/gitops.git yes . . .      .      .        .
repositories     create                                 https://github.com/else  yes           .      .      .        .      .        .
repositories     delete                                 services/https://github.com/else yes   .      .      .        .      .        .
certificates     create                                 *                        yes           .      .      .        .      .        .
gpgkeys          create                                 *                        yes           .      .      .        .      .        .
accounts         update                                 admin                    yes           .      .      .        .      .        .
extensions       invoke                                 metrics                  yes           .      .      .        .      .        .
`;
const [groups, rows] = readTable(table);
const triples = rows.flatMap(({ question, cells }) =>
  groups.map((group, index) => ({ group, question, isAllowed: cells[index] === 'yes' })),
);

test.each(rows)('$question.resource $question.action $question.object', ({ question, cells }) => {
  const may = groups.map((group) => (policy.allows({ groups: [group] }, question) ? 'yes' : '.'));

  expect(Object.fromEntries(groups.map((group, index) => [group, may[index]]))).toEqual(
    Object.fromEntries(groups.map((group, index) => [group, cells[index]])),
  );
});

test('the table says enough: at least 200 times who may do what', () => {
  expect(triples.length).toBeGreaterThanOrEqual(200);
  expect(new Set(triples.map((one) => JSON.stringify(one))).size).toBe(triples.length);
});

test('who is in two groups may do what either may', () => {
  const both = { groups: ['guests', 'web-team', 'ops-us'] };

  expect(policy.allows(both, { resource: 'applications', action: 'sync', object: 'services/web-dev' })).toBe(true);
  expect(policy.allows(both, { resource: 'applications', action: 'sync', object: 'services/web-prod' })).toBe(true);
  expect(policy.allows(both, { resource: 'exec', action: 'create', object: 'services/web-prod' })).toBe(false);
});

test('a cluster knows the developers of what it runs, and nobody else', () => {
  const inPreProd = rbacPolicy(loaded, ['pre-prod'], false);

  expect(inPreProd.split('\n').filter((line) => !line.includes('platform-admin'))).toEqual([
    'p, role:developer-web-team, projects, get, services, allow',
    'p, role:developer-web-team, applications, get, services/web-pre-prod, allow',
    'p, role:developer-web-team, logs, get, services/web-pre-prod, allow',
    'g, web-team, role:developer-web-team',
    'p, role:reader, applications, get, */*, allow',
    'p, role:reader, logs, get, */*, allow',
    'g, auditors, role:reader',
    '',
  ]);
});

test('a role that nobody has is not written', () => {
  const lines = rbacPolicy(loadCatalog(folderSource(aCatalogFolder())), ['dev'], false);

  expect(lines).not.toContain('platform-admin');
  expect(lines).not.toContain('reader');
});

test('R2-04: who is in no group of the catalog has no right', () => {
  expect(data).toMatchObject({ 'policy.default': '', scopes: '[groups]', 'policy.matchMode': 'glob' });
});

test('slipway check finds nothing in it', () => {
  // Environments that share a project have it each in a folder of its own.
  const projectByName = new Map(projects.map((project) => [JSON.stringify(project.metadata.name), project]));
  for (const settings of [data, addedRbacSettings(data['policy.csv'] ?? '')]) {
    const objects = readManifestText(
      [configMap(settings), ...projectByName.values()].map(emitYaml).join('---\n'),
      'argocd.yaml',
    ).objects;

    expect(objects.length).toBeGreaterThan(4);
    expect(runRules({ objects }, { rules: argocdRules, settings: { kubernetesVersion: '1.36' } })).toEqual([]);
  }
});

const argocd = findPrograms(['argocd']).found.get('argocd');
const withArgoCd = argocd === undefined ? describe.skip : describe;

withArgoCd('argocd, which is skipped where the program is missing', () => {
  test('reads the policy', () => {
    expect(rbac(['validate'], emitYaml(configMap(data)))).toEqual({ status: 0, stdout: 'Policy is valid.\n' });
  });

  // Each answer takes the program a fifth of a second.
  const sample = triples.filter((_, index) => index % 13 === 0);

  test.each(sample)('$question.action $question.object by $group: $isAllowed', ({ group, question, isAllowed }) => {
    // The program knows no projects: the server adds the lines of the one that is asked for, and so does this.
    const whole = configMap({ ...data, 'policy.csv': `${policy.linesFor(question).join('\n')}\n` });
    const { resource, action, object } = question;

    expect(rbac(['can', group, action, resource, object, '--strict=false'], emitYaml(whole))).toEqual({
      status: isAllowed ? 0 : 1,
      stdout: isAllowed ? 'Yes\n' : 'No\n',
    });
  });
});

function configMap(settings: Readonly<Record<string, string>>) {
  return {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'argocd-rbac-cm', namespace: 'argocd', labels: { 'app.kubernetes.io/part-of': 'argocd' } },
    data: settings,
  };
}

function rbac(command: readonly string[], policyFile: string) {
  const folder = temporaryFolder();
  const [file, kubeconfig] = [join(folder, 'argocd-rbac-cm.yaml'), join(folder, 'kubeconfig')];
  writeFileSync(file, policyFile);
  // It wants a cluster to be named, and does not ask it.
  writeFileSync(
    kubeconfig,
    emitYaml({
      apiVersion: 'v1',
      kind: 'Config',
      'current-context': 'none',
      contexts: [{ name: 'none', context: { cluster: 'none', user: 'nobody' } }],
      clusters: [{ name: 'none', cluster: { server: 'https://localhost:1' } }],
      users: [{ name: 'nobody', user: { token: 'none' } }],
    }),
  );
  const args = ['admin', 'settings', 'rbac', ...command, '--policy-file', file, '--kubeconfig', kubeconfig];
  const { status, stdout } = spawnSync(argocd ?? '', args, { encoding: 'utf8', timeout: 30_000 });
  return { status, stdout };
}

function readTable(
  text: string,
): readonly [readonly string[], readonly { readonly question: Question; readonly cells: readonly string[] }[]] {
  const [header = [], ...lines] = text
    .trim()
    .split('\n')
    .map((line) => line.split(/\s+/));
  return [
    header.slice(3),
    lines.map(([resource = '', action = '', object = '', ...cells]) => {
      if (cells.length !== header.length - 3) throw new Error(`${resource} ${action} ${object}: a cell is missing`);
      return { question: { resource, action, object }, cells };
    }),
  ];
}

test('R2-15: the shipped catalog has roles of all three kinds: who administrates, who develops, who only reads', () => {
  const policy = rbacPolicy(loadCatalog(folderSource('catalog')), ['dev', 'staging', 'prod'], false);

  expect(policy).toContain('g, platform-team, role:platform-admin');
  expect(policy).toContain('g, engineering, role:reader');
  expect(policy).toContain('p, role:reader, applications, get, */*, allow');
});

import { expect } from 'expect';

import { app, containerOf, inFile, inTree, noFile, overlay } from './row';
import type { Requirement } from './row';

const environments = ['dev', 'staging', 'prod'] as const;
const hosts = { dev: 'dev.myapp.local', staging: 'staging.myapp.local', prod: 'myapp.example.com' } as const;
const parts = ['blog-backend', 'blog-database', 'blog-frontend'] as const;
const backend = (environment: string, file: string) => overlay('blog-backend', environment, file);

/** blog-platform-workflow.md */
export const blog: readonly Requirement[] = [
  {
    id: 'R1-01',
    what: 'everything is in Git, and a cluster is rebuilt from it',
    provedBy: ['test/cluster/suite/recovery.test.ts'],
    claims: environments.map((environment) =>
      inFile(`argocd/${environment}/bootstrap/application.yaml`, (o) => [o.metadata.name, o['spec'].source.path], [
        `root-${environment}`,
        `argocd/${environment}/apps`,
      ]),
    ),
  },
  {
    id: 'R1-02',
    what: 'one Application of Applications for the blog, and one for each of its parts',
    corrected: ['E-39'],
    claims: environments.flatMap((environment) => [
      inFile(app(environment, 'k8s-blog'), (o) => [o.kind, o['spec'].source.path], [
        'Application',
        `argocd/${environment}/systems/k8s-blog`,
      ]),
      ...parts.map((part) =>
        inFile(
          `argocd/${environment}/systems/k8s-blog/${part}.yaml`,
          (o) => o['spec'].source.path,
          `services/${part}/overlays/${environment}`,
        ),
      ),
    ]),
    provedBy: [
      'test/scaffold/repository-files.test.ts',
      'test/scaffold/suite/linters.test.ts',
      'test/cli/init/platform-pipelines.slow.test.ts',
    ],
  },
  {
    id: 'R1-03',
    what: 'development and staging follow by themselves, production waits for a person',
    corrected: ['E-31'],
    claims: environments.map((environment) =>
      inFile(
        `argocd/${environment}/systems/k8s-blog/blog-backend.yaml`,
        (o) => 'automated' in o['spec'].syncPolicy,
        environment !== 'prod',
      ),
    ),
    provedBy: ['test/scaffold/scripts.slow.test.ts', 'test/scaffold/branch-map.slow.test.ts'],
  },
  {
    id: 'R1-04',
    what: 'the backend answers /api/health on 8000, the frontend is on 3000',
    claims: [
      inFile(
        backend('dev', 'deployment'),
        (o) => [containerOf(o).ports[0].containerPort, containerOf(o).readinessProbe.httpGet],
        [8000, { path: '/api/health', port: 'http' }],
      ),
      inFile(overlay('blog-frontend', 'dev', 'deployment'), (o) => containerOf(o).ports[0].containerPort, 3000),
    ],
    provedBy: ['test/scaffold/repository-files.test.ts', 'test/scaffold/suite/linters.test.ts'],
  },
  {
    id: 'R1-05',
    what: 'an image tag names branch and commit; images are in ghcr.io',
    corrected: ['E-32'],
    claims: [
      inFile(
        backend('dev', 'deployment'),
        (o) => containerOf(o).image,
        expect.stringMatching(/^ghcr\.io\/your-org\/blog-backend:develop-[0-9a-f]{7}@sha256:[0-9a-f]{64}$/),
      ),
    ],
    provedBy: ['test/scaffold/scripts.slow.test.ts'],
  },
  {
    id: 'R1-06',
    what: 'CI writes new tags into Git',
    corrected: ['E-36'],
    provedBy: ['test/scaffold/repository-files.test.ts', 'test/scaffold/bump.slow.test.ts'],
  },
  {
    id: 'R1-07',
    what: 'what changed in Git is applied without a person, pod by pod, and only ready pods get requests',
    corrected: ['E-35'],
    claims: [
      inFile('argocd/dev/systems/k8s-blog/blog-backend.yaml', (o) => o['spec'].syncPolicy.automated, {
        prune: true,
        selfHeal: true,
      }),
      inFile(backend('dev', 'deployment'), (o) => o['spec'].strategy, {
        type: 'RollingUpdate',
        rollingUpdate: { maxSurge: 1, maxUnavailable: 0 },
      }),
    ],
    provedBy: ['test/cluster/suite/freshness.test.ts', 'test/stacks/components/argo-cd.test.ts'],
  },
  {
    id: 'R1-08',
    what: 'backend and frontend have one version in each environment',
    claims: environments.map((environment) =>
      inTree(
        `versions of the blog in ${environment}`,
        (objects) =>
          new Set(
            objects
              .filter(({ kind, metadata }) => kind === 'Deployment' && metadata.namespace === environment)
              .filter(({ metadata }) => metadata.labels?.['app.kubernetes.io/part-of'] === 'k8s-blog')
              .map(({ metadata }) => metadata.labels?.['version']),
          ).size,
        1,
      ),
    ),
    provedBy: ['test/changes/verbs/promote.test.ts', 'test/scaffold/bump.slow.test.ts'],
  },
  {
    id: 'R1-09',
    what: 'somebody sees how a release goes',
    provedBy: ['test/cli/play/play.slow.test.ts', 'test/cli/sync.test.ts'],
  },
  {
    id: 'R1-10',
    what: 'promotion by review, a release tag, and a look at the difference before production',
    provedBy: [
      'test/delivery/release-tags.test.ts',
      'test/delivery/delivery.test.ts',
      'test/cli/commands/diff.test.ts',
      'test/cli/sync.test.ts',
    ],
  },
  {
    id: 'R1-11',
    what: 'a hotfix reaches production fast, and the other environments after it',
    provedBy: ['test/cluster/suite/story.test.ts', 'test/delivery/delivery.test.ts'],
  },
  {
    id: 'R1-12',
    what: 'three ways back; ours is a commit that restores what ran',
    corrected: ['E-30', 'E-33', 'E-34', 'E-37'],
    otherwise: ['one-way-back.md'],
    provedBy: [
      'test/cluster/suite/story.test.ts',
      'test/changes/verbs/rollback.test.ts',
      'test/cluster/suite/rollback.test.ts',
    ],
  },
  {
    id: 'R1-13',
    what: 'commits say what they do; branches are protected',
    otherwise: ['branches-are-protected-by-the-forge.md'],
    provedBy: [
      'test/delivery/release-tags.test.ts',
      'test/scaffold/scripts.slow.test.ts',
      'test/delivery/audit.slow.test.ts',
    ],
  },
  {
    id: 'R1-14',
    what: 'production never syncs nor prunes by itself; waves order what depends on each other',
    claims: [
      inTree(
        'Applications of services in prod that sync by themselves',
        (objects) =>
          objects.filter(
            ({ kind, metadata, ...object }) =>
              kind === 'Application' &&
              metadata.labels?.['app.kubernetes.io/environment'] === 'prod' &&
              'automated' in object['spec'].syncPolicy,
          ),
        [],
      ),
      // The root lets Applications come and go, and one that goes leaves what it runs.
      inTree(
        'Applications in prod that delete what services run when they go',
        (objects) =>
          objects.filter(
            ({ kind, metadata }) =>
              kind === 'Application' &&
              metadata.labels?.['app.kubernetes.io/environment'] === 'prod' &&
              'finalizers' in metadata,
          ),
        [],
      ),
      inFile(
        'argocd/dev/systems/k8s-blog/blog-database.yaml',
        (o) => o.metadata.annotations?.['argocd.argoproj.io/sync-wave'],
        '-10',
      ),
      inFile(
        'argocd/dev/systems/k8s-blog/blog-backend.yaml',
        (o) => o.metadata.annotations?.['argocd.argoproj.io/sync-wave'],
        '0',
      ),
    ],
    provedBy: ['test/stacks/values/argo-cd.test.ts'],
  },
  {
    id: 'R1-15',
    what: 'production tries a version before all traffic reaches it, and has none on Fridays and at peak hours, but for an urgent fix',
    claims: [
      inFile(overlay('apm', 'prod', 'rollout'), (o) => Object.keys(o['spec'].strategy), ['blueGreen']),
      // Fridays and peak hours; a hotfix does not wait, so a person may sync.
      inFile(
        'argocd/prod/bootstrap/app-project-microservices.yaml',
        (o) =>
          o['spec'].syncWindows.map(({ kind, schedule, manualSync }: Readonly<Record<string, unknown>>) => [
            kind,
            schedule,
            manualSync,
          ]),
        expect.arrayContaining([
          ['deny', '0 0 * * 5', true],
          ['deny', '0 17 * * *', true],
        ]),
      ),
    ],
    // The windows let a person sync, for the hotfix; the gate holds the commit, and "slipway sync" the rest.
    provedBy: ['test/cli/sync.test.ts', 'test/delivery/freeze-after-approval.test.ts'],
  },
  {
    id: 'R1-16',
    what: 'no secrets in Git, no image without a digest, no ":latest", projects that forbid what is not listed',
    corrected: ['E-14', 'E-25'],
    claims: [
      inTree('Secrets', (objects) => objects.filter(({ kind }) => kind === 'Secret'), []),
      inTree(
        'images that may change',
        (objects) =>
          objects
            .filter(({ kind }) => ['Deployment', 'StatefulSet', 'Rollout'].includes(kind))
            .map((object): string => containerOf(object).image)
            .filter((image) => !/:[^:@]+@sha256:[0-9a-f]{64}$/.test(image) || image.includes(':latest')),
        [],
      ),
      inFile(
        'argocd/prod/bootstrap/app-project-microservices.yaml',
        (o) => [o['spec'].clusterResourceWhitelist, o['spec'].sourceRepos],
        [[], ['https://github.com/your-org/gitops-manifests.git']],
      ),
      ...(
        [
          ['dev', undefined],
          ['prod', 'true'],
        ] as const
      ).map(([environment, included]) =>
        inFile(
          `argocd/${environment}/baseline/${environment}/namespace.yaml`,
          (o) => o.metadata.labels?.['policy.sigstore.dev/include'],
          included,
        ),
      ),
    ],
    provedBy: ['test/scaffold/scripts.slow.test.ts', 'test/docs/image-policies.test.ts'],
  },
  {
    id: 'R1-17',
    what: 'namespaces, Application names and hosts of the blog',
    corrected: ['E-38'],
    claims: environments.flatMap((environment) => [
      inFile(app(environment, 'k8s-blog'), (o) => o.metadata.name, `k8s-blog-${environment}`),
      inFile(
        backend(environment, 'http-route'),
        (o) => [o.metadata.namespace, o['spec'].hostnames, o['spec'].rules[0].matches[0].path.value],
        [environment, [hosts[environment]], '/api'],
      ),
      inFile(
        overlay('blog-frontend', environment, 'http-route'),
        (o) => [o['spec'].hostnames, o['spec'].rules[0].matches[0].path.value],
        [[hosts[environment]], '/'],
      ),
      noFile(backend(environment, 'ingress')),
    ]),
    provedBy: ['test/stacks/cluster.test.ts'],
  },
  {
    id: 'R1-18',
    what: 'how to find out why nothing happens',
    provedBy: [
      'test/diagnosis/diagnose.test.ts',
      'test/cli/commands/doctor.test.ts',
      'test/cluster/suite/doctor.test.ts',
    ],
  },
];

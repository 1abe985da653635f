import { load } from 'js-yaml';
import * as z from 'zod';

import { filesOf, pipelines, templateNames, textsOf } from '../helpers/a-service-repository';

const both = templateNames.flatMap((template) => pipelines.map((pipeline) => ({ template, pipeline })));
const pipelineFile = {
  github: '.github/workflows/ci-cd.yaml',
  gitlab: '.gitlab-ci.yml',
  jenkins: 'Jenkinsfile',
} as const;
const dockerfileOf = (texts: ReadonlyMap<string, string>): string =>
  texts.get('Dockerfile') ?? texts.get('Dockerfile.service') ?? '';

const Compose = z.object({
  services: z.record(
    z.string(),
    z.looseObject({
      environment: z.record(z.string(), z.string()).optional(),
      depends_on: z.unknown().optional(),
    }),
  ),
});
const composeOf = (texts: ReadonlyMap<string, string>) => Compose.parse(load(texts.get('docker-compose.yaml') ?? ''));

describe.each(both)('R0-03, R1-02: $template with $pipeline', ({ template, pipeline }) => {
  const files = filesOf({ template, pipeline });
  const texts = textsOf({ template, pipeline });

  test('has a README, a Dockerfile, docker-compose and the pipeline of this system alone', () => {
    const paths = files.map(({ path }) => path);

    expect(paths).toEqual(expect.arrayContaining(['README.md', 'docker-compose.yaml', '.dockerignore', '.gitignore']));
    expect(dockerfileOf(texts)).not.toBe('');
    expect(Object.values(pipelineFile).filter((path) => paths.includes(path))).toEqual([pipelineFile[pipeline]]);
  });

  test('has nothing left to fill in', () => {
    const left = files.filter(({ path, text }) => /@@|slipway:(if|end)\b/.test(path + text)).map(({ path }) => path);

    expect(left).toEqual([]);
  });

  test('a program that a pipeline, a Dockerfile or another program starts is there, and may be started', () => {
    const executables = new Set(files.filter(({ isExecutable }) => isExecutable).map(({ path }) => path));
    const started = files
      .filter(({ path }) => !path.endsWith('.md'))
      .flatMap(({ text }) =>
        [...text.matchAll(/(?<![\w.])((?:ci|proto|integration)\/[a-z-]+\.sh)\b/g)].map(([, path = '']) => path),
      );

    expect([...new Set(started)].filter((path) => path !== 'ci/names.sh' && !executables.has(path))).toEqual([]);
  });

  test('R1-06, R2-07, R3-02, R3-14, R3-18, R4-04: the pipeline tests, then builds, scans, signs, tells the catalog, and the team', () => {
    const steps = [...(texts.get(pipelineFile[pipeline]) ?? '').matchAll(/ci\/([a-z-]+)\.sh/g)].map(([, name]) => name);
    const order = [...new Set(steps.filter((name) => name !== 'scan' && name !== 'environment'))];

    expect(
      order.filter((name) => !['changed-services', 'released-commit', 'for-services'].includes(name ?? '')),
    ).toEqual([
      'check-commits',
      'unit-tests',
      'integration-tests',
      'prepare-builder',
      'image',
      'sign',
      'bump',
      'tell-slack',
    ]);
    // Once what was tested, once what was built: before it is signed.
    expect(steps.filter((name) => name === 'scan')).toHaveLength(2);
    expect(steps.lastIndexOf('scan')).toBeLessThan(steps.indexOf('sign'));
  });
});

describe.each(both)('R3-02: with $template and $pipeline', ({ template, pipeline }) => {
  const text = textsOf({ template, pipeline }).get(pipelineFile[pipeline]) ?? '';
  const Jobs = z.record(z.string(), z.unknown());

  test('Slack hears of a push that went red, in whichever job', () => {
    if (pipeline === 'github') {
      const { tell, ...others } = Jobs.parse(Jobs.parse(load(text))['jobs']);
      // What has not run because another one failed is no failure itself: it needs all of them.
      expect(tell).toMatchObject({ needs: Object.keys(others) });
      expect(tell).toMatchObject({
        if: expect.stringMatching(/^always\(\) && .*contains\(needs\.\*\.result, 'failure'\)/s),
      });
    } else if (pipeline === 'gitlab') {
      expect(Jobs.parse(load(text))['tell']).toMatchObject({
        stage: '.post',
        rules: [{ when: 'on_failure' }],
        script: [expect.stringMatching(/^ci\/tell-slack\.sh ".* failed /)],
      });
    } else expect(text).toMatch(/^  post \{\n    always \{[^]*ci\/tell-slack\.sh /m);
  });
});

describe.each(templateNames)('%s', (template) => {
  const texts = textsOf({ template });

  test('R3-12: runs as the user of the platform, from images with exact versions, in more than one stage', () => {
    const dockerfile = dockerfileOf(texts);
    const stages = [...dockerfile.matchAll(/^FROM (?:--platform=\S+ )?(\S+)(?: AS (\S+))?$/gm)];
    const names = new Set(stages.map(([, , name]) => name));
    const bases = stages.map(([, image = '']) => image).filter((image) => !names.has(image));

    expect(stages.length).toBeGreaterThan(2);
    expect(bases.filter((image) => !/:\d+\.\d+\.\d+[\w.-]*$/.test(image))).toEqual([]);
    expect(dockerfile.split(/^FROM /m).at(-1)).toContain('\nUSER 65534:65534\n');
  });

  test('R1-04: docker-compose starts it as a pod does, with what it depends on', () => {
    const { services } = composeOf(texts);

    expect(Object.keys(services)).toEqual(['service', 'integration-tests', 'database', 'redis', 'users']);
    expect(services['service']).toMatchObject({
      user: '65534:65534',
      read_only: true,
      cap_drop: ['ALL'],
      environment: {
        PORT: '8080',
        DB_HOST: 'database',
        REDIS_URL: 'redis://redis:6379/0',
      },
      depends_on: {
        database: { condition: 'service_healthy' },
        redis: { condition: 'service_healthy' },
      },
    });
  });

  test('what it does not depend on is not started', () => {
    const { services } = composeOf(textsOf({ template, database: false, redis: false, calls: [] }));

    expect(Object.keys(services)).toEqual(['service', 'integration-tests']);
    expect(services['service']).not.toHaveProperty('depends_on');
    expect(Object.keys(services['service']?.environment ?? {})).toEqual(['PORT']);
  });

  test('R4-16: its images are for amd64 and arm64', () => {
    expect(texts.get('ci/image.sh')).toContain('--platform linux/amd64,linux/arm64');
  });
});

test('R3-02: tests of a gRPC service look at the code of its protobuf files, and for weaknesses', () => {
  const [, tests = ''] =
    /^FROM base AS test\n([^]*?)^FROM /m.exec(dockerfileOf(textsOf({ template: 'grpc-service' }))) ?? [];

  expect(tests).toContain('RUN proto/check.sh \\\n');
  expect(tests).toMatch(/&& gosec .*\.\/\.\.\. \\\n/);
  expect(tests).toMatch(/gosec@v\d+\.\d+\.\d+\n/);
});

test('R4-05: one Dockerfile builds each service of a Rust workspace in four stages, its dependencies before its code', () => {
  const dockerfile = dockerfileOf(textsOf({ template: 'rust-workspace', name: 'auth' }));
  const stages = [...dockerfile.matchAll(/^FROM .*?(?: AS (\w+))?$/gm)].map(([, name = 'runtime']) => name);
  const [, build = ''] = /^FROM chef AS build\n([^]*?)^FROM /m.exec(dockerfile) ?? [];
  const order = [
    'recipe.json recipe.json',
    'cargo chef cook --release',
    'COPY . .',
    'ARG SERVICE_NAME',
    'cargo build --locked',
  ];

  // Tests are a stage beside them, from which nothing gets into the image.
  expect(stages).toEqual(['chef', 'planner', 'test', 'build', 'runtime']);
  expect(dockerfile).toMatch(/cargo install cargo-chef --locked --version \d+\.\d+\.\d+\n/);
  expect(order.map((text) => build.indexOf(text))).toEqual(
    order.map((text) => build.indexOf(text)).toSorted((a, b) => a - b),
  );
  expect(order.filter((text) => !build.includes(text))).toEqual([]);
  expect(dockerfile.split(/^FROM /m).at(-1)).toMatch(/^alpine:/);
});

describe.each(templateNames)('the workflow of %s', (template) => {
  const text = textsOf({ template }).get(pipelineFile.github) ?? '';
  const Step = z.object({
    uses: z.string().optional(),
    run: z.string().optional(),
  });
  const Workflow = z.object({
    on: z.object({
      push: z.object({
        'paths-ignore': z.array(z.string()),
        tags: z.array(z.string()),
      }),
    }),
    permissions: z.object({}).strict(),
    jobs: z.record(
      z.string(),
      z.object({
        permissions: z.record(z.string(), z.string()),
        steps: z.array(Step),
      }),
    ),
  });
  const workflow = Workflow.parse(load(text));
  const steps = Object.values(workflow.jobs).flatMap((job) => job.steps);

  test('actions are pinned by commit, and no script has an expression', () => {
    expect(steps.flatMap(({ uses = [] }) => uses).filter((one) => !/@[0-9a-f]{40}$/.test(one))).toEqual([]);
    expect(steps.filter(({ run = '' }) => run.includes('${{'))).toEqual([]);
  });

  test('only what releases may write packages, and have an identity', () => {
    const writers = Object.entries(workflow.jobs).filter(([, job]) => Object.values(job.permissions).includes('write'));

    expect(writers.map(([name, job]) => [name, job.permissions])).toEqual([
      ['release', { contents: 'read', packages: 'write', 'id-token': 'write' }],
    ]);
  });

  test('texts start no release, and a tag does', () => {
    expect(workflow.on.push['paths-ignore']).toEqual(expect.arrayContaining(['**.md', 'docs/**']));
    expect(workflow.on.push.tags).toEqual(['v*']);
  });
});

test('a service that is called as something of docker-compose gets another name there', () => {
  const { services } = composeOf(
    textsOf({
      calls: [{ name: 'redis', image: 'ghcr.io/your-org/redis:v1.0.0' }],
    }),
  );

  expect(services['redis']).toMatchObject({
    image: expect.stringMatching(/^redis:/),
  });
  expect(services['redis-service']).toMatchObject({
    image: 'ghcr.io/your-org/redis:v1.0.0',
    profiles: ['services'],
  });
});

test('a registry of its own, another port, and a description that is no text for Markdown', () => {
  const texts = textsOf({
    image: 'registry.example.com/x/mail',
    port: 9000,
    description: 'a "b"\n<c> & d',
  });

  expect(texts.get('ci/names.sh')).toContain('IMAGE=${IMAGE:-registry.example.com/x/mail}');
  expect(texts.get(pipelineFile.github)).toContain('docker login registry.example.com ');
  expect(texts.get('src/main.js')).toContain("process.env.PORT ?? '9000'");
  expect(texts.get('README.md')).toContain('\na b c d\n');
});

test.each(pipelines)(
  'of %s no pipeline asks what changed since the push before, whose run may have been red',
  (pipeline) => {
    const text = textsOf({ template: 'rust-workspace', pipeline }).get(pipelineFile[pipeline]) ?? '';

    expect(text).toContain('ci/changed-services.sh --since-release ');
    expect(text).not.toMatch(/github\.event\.before|CI_COMMIT_BEFORE_SHA|GIT_PREVIOUS_COMMIT/);
  },
);

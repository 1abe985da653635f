import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { templateNames, writtenRepository } from '../../helpers/a-service-repository';
import { runSlipway } from '../../helpers/run-slipway';
import { temporaryFolder } from '../../helpers/temporary-folder';
import { write } from '../../helpers/tree';
import { complaintsOf, describeWith, tools } from '../describe-with';

function gitOpsRepository(ci: string): string {
  const folder = temporaryFolder();
  runSlipway(['init', '.', '--no-render', '--ci', ci], { workingDirectory: folder });
  return folder;
}

describeWith('actionlint', (actionlint) => {
  test.each(templateNames)('R1-02: finds nothing in the workflow of %s', (template) => {
    const folder = writtenRepository({ template });

    expect(complaintsOf(actionlint, ['.github/workflows/ci-cd.yaml'], folder)).toBe('');
  });

  test('R1-02: finds nothing in the workflows of a new GitOps repository', () => {
    const folder = gitOpsRepository('github');
    const files = readdirSync(join(folder, '.github/workflows')).map((name) => join('.github/workflows', name));

    expect(files).toHaveLength(3);
    expect(complaintsOf(actionlint, files, folder)).toBe('');
  });
});

describeWith('hadolint', (hadolint) => {
  test.each(templateNames)('R3-12: finds nothing in the Dockerfile of %s', (template) => {
    const folder = writtenRepository({ template });
    const files = readdirSync(folder).filter((name) => name.startsWith('Dockerfile'));

    expect(files).toHaveLength(1);
    expect(complaintsOf(hadolint, files, folder)).toBe('');
  });
});

describeWith('shellcheck', (shellcheck) => {
  test.each(templateNames)('finds nothing in the programs of %s', (template) => {
    const folder = writtenRepository({ template });
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.sh'));

    expect(files.length).toBeGreaterThan(8);
    expect(complaintsOf(shellcheck, ['--external-sources', ...files], folder)).toBe('');
  });

  test.each(templateNames)('finds nothing in the steps of the Jenkinsfile of %s', (template) => {
    const text = readFileSync(join(writtenRepository({ template, pipeline: 'jenkins' }), 'Jenkinsfile'), 'utf8');
    const steps = [...text.matchAll(/\bsh (?:'''([^]*?)'''|'([^'\n]*)')/g)].map(([, many, one]) => many ?? one ?? '');
    const folder = temporaryFolder();
    for (const [index, step] of steps.entries()) write(folder, `${index}.sh`, `#!/bin/sh\n${step}\n`);

    expect(steps.length).toBeGreaterThan(6);
    expect(complaintsOf(shellcheck, readdirSync(folder), folder)).toBe('');
  });
});

describeWith('check-jsonschema', (checker) => {
  const kinds = [
    ['github', '.github/workflows/ci-cd.yaml', 'vendor.github-workflows'],
    ['gitlab', '.gitlab-ci.yml', 'vendor.gitlab-ci'],
    ['github', 'docker-compose.yaml', 'vendor.compose-spec'],
  ] as const;

  test.each(templateNames.flatMap((template) => kinds.map((kind) => [template, ...kind] as const)))(
    'R1-04, R3-01: of %s with %s, %s is what its schema says',
    (template, pipeline, file, schema) => {
      const folder = writtenRepository({ template, pipeline });

      expect(complaintsOf(checker, ['--builtin-schema', schema, file], folder)).toBe('');
    },
  );
});

describeWith('check-jsonschema', (checker) => {
  test.each(['.gitlab-ci.yml', '.gitlab/slipway-platform.yml'])(
    'R3-01: of a new GitOps repository, %s is what its schema says',
    (file) => {
      expect(complaintsOf(checker, ['--builtin-schema', 'vendor.gitlab-ci', file], gitOpsRepository('gitlab'))).toBe(
        '',
      );
    },
  );
});

describeWith('groovy.jar', (groovy) => {
  // One virtual machine reads all of them: starting one takes longer.
  const parse = `args.each { new groovy.lang.GroovyClassLoader().parseClass(new File(it)) }`;
  const words = ['-cp', groovy, 'groovy.ui.GroovyMain', '-e', parse];

  test('R3-01: reads the Jenkinsfile of every template, and those of a new GitOps repository', () => {
    const folders = templateNames.map((template) => writtenRepository({ template, pipeline: 'jenkins' }));
    const ofGitOps = ['Jenkinsfile', 'Jenkinsfile.platform'].map((file) => join(gitOpsRepository('jenkins'), file));
    const files = [...folders.map((folder) => join(folder, 'Jenkinsfile')), ...ofGitOps];

    expect(complaintsOf('java', [...words, ...files], tools)).toBe('');
  });

  test('refuses a brace that is missing', () => {
    const folder = temporaryFolder();
    write(folder, 'Jenkinsfile', 'pipeline { stages {');

    expect(complaintsOf('java', [...words, 'Jenkinsfile'], folder)).toContain('Jenkinsfile');
  });
});

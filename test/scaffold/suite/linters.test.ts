import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';

import { templateNames, writtenRepository } from '../../helpers/a-service-repository';
import { temporaryFolder } from '../../helpers/temporary-folder';
import { write } from '../../helpers/tree';
import { cacheFolder } from '../cache-folder';

/** Where "npm run scaffold:tools" brings linters. */
const tools = join(cacheFolder, 'tools');

/** Tests that ask a linter; they are skipped where it is not. */
function describeWith(name: string, tests: (path: string) => void): void {
  const folders = [tools, ...(process.env['PATH'] ?? '').split(delimiter)];
  const path = folders.map((folder) => join(folder, name)).find((file) => existsSync(file));
  if (path === undefined)
    process.stderr.write(`SKIPPED: ${name} is not installed; "npm run scaffold:tools" brings it\n`);
  const describeIfInstalled = path === undefined ? describe.skip : describe;
  describeIfInstalled(name, () => tests(path ?? name));
}

function complaintsOf(program: string, words: readonly string[], folder: string): string {
  const { status, stdout, stderr, error } = spawnSync(program, words, {
    cwd: folder,
    encoding: 'utf8',
    // Linters of workflows ask a linter of scripts.
    env: { ...process.env, PATH: [tools, process.env['PATH']].join(delimiter) },
  });
  if (error !== undefined) throw error;
  return status === 0 ? '' : `${stdout}${stderr}`;
}

describeWith('actionlint', (actionlint) => {
  test.each(templateNames)('R1-02: finds nothing in the workflow of %s', (template) => {
    const folder = writtenRepository({ template });

    expect(complaintsOf(actionlint, ['.github/workflows/ci-cd.yaml'], folder)).toBe('');
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

describeWith('groovy.jar', (groovy) => {
  // One virtual machine reads all of them: starting one takes longer.
  const parse = `args.each { new groovy.lang.GroovyClassLoader().parseClass(new File(it)) }`;
  const words = ['-cp', groovy, 'groovy.ui.GroovyMain', '-e', parse];

  test('R3-01: reads the Jenkinsfile of every template', () => {
    const folders = templateNames.map((template) => writtenRepository({ template, pipeline: 'jenkins' }));
    const files = folders.map((folder) => join(folder, 'Jenkinsfile'));

    expect(complaintsOf('java', [...words, ...files], tools)).toBe('');
  });

  test('refuses a brace that is missing', () => {
    const folder = temporaryFolder();
    write(folder, 'Jenkinsfile', 'pipeline { stages {');

    expect(complaintsOf('java', [...words, 'Jenkinsfile'], folder)).toContain('Jenkinsfile');
  });
});

import { closeSync, existsSync, openSync } from 'node:fs';
import { join } from 'node:path';

import { parse } from 'yaml';

import { diagnosisText } from '../../../stacks/doctor/report';
import { wrong } from '../../../stacks/doctor/symptom';
import { shownYaml } from '../../../stacks/platform-command/shown-yaml';
import { temporaryFolder } from '../../helpers/temporary-folder';
import { write } from '../../helpers/tree';
import { aProject } from '../helpers/a-project';
import { runPlatform } from '../helpers/run-platform';

/** No control character but ends of lines, and no line that a runner of CI takes for a command. */
function expectOnlyText(text: string): void {
  expect(text).not.toMatch(/[^\P{Cc}\n]/u);
  expect(text.split('\n').filter((line) => line.trimStart().startsWith('::'))).toEqual([]);
  expect(text).not.toContain('##[');
}

test('what the catalog says reaches no terminal and no runner as more than text', async () => {
  const folder = join(temporaryFolder(), 'z\n::stop-commands::pwn');
  write(folder, 'platform.yaml', '"\\e]0;PWN\\a\\n::add-mask::oops\\n##[error]forged": 1\n');

  const { code, stdout, stderr } = await runPlatform(['groups', '--stack', 'dev'], {
    project: aProject({ catalog: folder }),
  });

  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toContain('::add-mask::oops');
  expect(stderr).toContain('forged');
  expectOnlyText(stderr);
});

test('what a cluster says begins no line of its own', () => {
  const text = diagnosisText({
    stack: 'dev',
    cluster: 'here',
    findings: [wrong('cluster', 'no answer:\n::add-mask::x', 'ask\n✓ version')],
    skipped: [],
  });

  expect(text).toContain('  ✗ no answer:\\n::add-mask::x\n    → ask\\n✓ version\n');
});

test('values for Helm stay the same values, whatever has to be escaped to show them', () => {
  const text = 'policy: |-\n  a\tb\n  ::x\n';

  const shown = shownYaml(text);

  expectOnlyText(shown);
  expect(parse(shown)).toEqual({ policy: 'a\tb\n::x' });
  expect(shownYaml('a: b\n')).toBe('a: b\n');
});

test('a catalog that the file system refuses is said in words', async () => {
  const { code, stderr } = await runPlatform(['groups', '--stack', 'dev'], {
    project: aProject({ catalog: '/dev/null/x' }), // A whole path is taken as it is.
  });

  expect(code).toBe(2);
  expect(stderr).toMatch(/^[^\n]*\/dev\/null\/x[^\n]*\n$/);
  expect(stderr).not.toContain('    at ');
});

// A file of the system on whose disk there is never room.
const whereItIs = existsSync('/dev/full') ? describe : describe.skip;

whereItIs('a full disk', () => {
  test('that does not take an answer is an error in words', async () => {
    const output = openSync('/dev/full', 'w');

    const { code, stderr } = await runPlatform(['groups', '--stack', 'dev'], { output });
    closeSync(output);

    expect({ code, stderr }).toEqual({
      code: 2,
      stderr: 'error: cannot write to standard output: the disk is full; free space and run again (ENOSPC)\n',
    });
  });
});

import { spawnSync } from 'node:child_process';
import { parseArgs } from 'node:util';

import { answerFailure } from '../../src/cli/answer-failure';
import { outputTo } from '../../src/cli/output-to';
import { asLines } from '../../src/cli/shown-text';
import { Refusal } from '../../src/model/refusal';
import { asTreeError } from '../../src/tree/tree-error';
import { KubectlError } from '../doctor/kubectl';
import { diagnosisJson, diagnosisText, isFine } from '../doctor/report';
import { argoCdValuesText } from './argocd-values';
import { capacityText } from './capacity';
import { groupsText } from './groups';
import { HelmError } from './helm-error';
import { PreviewError } from './preview-error';
import { readStack, stackNames } from './read-stack';
import type { Stack } from './read-stack';
import { shownYaml } from './shown-yaml';

const stderr = outputTo(process.stderr, process.env, () => (process.exitCode = 2));
/** Whoever writes an answer into a file must hear that it is not all there. */
const stdout = outputTo(process.stdout, process.env, (error) =>
  say(asTreeError(error, 'cannot write to standard output')),
);

const help = `usage: npm run platform -- <command> [--stack NAME]

  doctor          what is wrong with the cluster of a stack, and what to do about it
    --json        the same for programs
  capacity        how much CPU and memory the platform and the services ask for
  groups          which groups of the identity provider have rights in Argo CD
  import-file     what the cluster has and Pulumi does not know, for "pulumi import --file": after a state was lost, after
                  an "up" that was killed, and to take an Argo CD over
    FILE          fills this file of "pulumi preview --import-file", instead of asking Pulumi for one
  images          every image of the platform, one a line; needs helm, and the charts or a way to them
  values CHART    values with which the program installs a chart
  argocd-values   values of the chart argo-cd, for those who install it themselves

--config-file FILE: where the settings of the stack are, as for "pulumi up". Default: stacks/config/Pulumi.NAME.yaml.
Without --stack it is the stack that "pulumi stack select" has chosen.
Exit codes: 0 fine, 1 something is wrong with the cluster, 2 wrong usage or bad input.
`;

/** @returns the exit code */
async function main(): Promise<0 | 1 | 2> {
  const { positionals, values } = readArguments();
  // The project, where Pulumi.yaml is: npm starts scripts there.
  const root = process.cwd();
  const stackNamed = (chosen: Chosen): Stack => stackAt(root, chosen);
  const [command, ...rest] = positionals;
  if (values.help || command === 'help') {
    stdout.write(help);
    return 0;
  }
  if (command === 'import-file') return await runImportFile(root, stackNamed(values), rest);
  if (command === 'values') return await runValues(stackNamed(values), rest);
  if (rest.length > 0) throw new UsageError(`"${rest[0]}" is one word too many`);
  if (command === 'doctor') return await runDoctor(root, stackNamed(values), values.json);
  if (values.json) throw new UsageError('"--json" is for "doctor"');
  if (command === 'capacity') {
    stdout.write(capacityText(stackNamed(values)));
    return 0;
  }
  if (command === 'images') {
    const { imagesText } = await import('./images.js');
    stdout.write(await imagesText(root, stackNamed(values), process.env));
    return 0;
  }
  if (command === 'groups') {
    stdout.write(groupsText(stackNamed(values)));
    return 0;
  }
  if (command !== 'argocd-values') {
    throw new UsageError(command === undefined ? 'a command is missing' : `there is no command "${command}"`);
  }
  stdout.write(shownYaml(argoCdValuesText(stackNamed(values))));
  return 0;
}

async function runDoctor(root: string, stack: Stack, asJson: boolean): Promise<0 | 1> {
  // Only this command needs Pulumi, which takes a second to load.
  const { doctor } = await import('./doctor.js');
  const diagnosis = await doctor(root, stack, process.env, new Date());
  stdout.write(asJson ? diagnosisJson(diagnosis) : diagnosisText(diagnosis));
  return isFine(diagnosis.findings) ? 0 : 1;
}

async function runImportFile(root: string, stack: Stack, files: readonly string[]): Promise<0> {
  const [file] = files;
  if (files.length > 1) throw new UsageError('"import-file" takes one file');
  const { fillImport } = await import('./fill-import.js');
  const filled = await fillImport(root, stack, file, process.env);
  stdout.write(`${JSON.stringify(filled.file, undefined, 2)}\n`);
  const absent = filled.absent.map((name) => `not on the cluster, "pulumi up" makes it: ${name}`);
  stderr.write(asLines([...absent, `${filled.imported} to import`]));
  return 0;
}

async function runValues(stack: Stack, charts: readonly string[]): Promise<0> {
  const [chart] = charts;
  if (chart === undefined || charts.length > 1) throw new UsageError('"values" takes one chart');
  const { valuesText } = await import('./values.js');
  stdout.write(shownYaml(await valuesText(stack, chart)));
  return 0;
}

interface Chosen {
  readonly stack?: string | undefined;
  readonly 'config-file'?: string | undefined;
}

function stackAt(root: string, { stack, 'config-file': file }: Chosen): Stack {
  const chosen = stack ?? selectedStack(root);
  if (chosen !== undefined) return readStack(root, chosen, file);
  throw new UsageError(`no stack is selected; add --stack NAME, one of ${stackNames(root).join(', ')}`);
}

function selectedStack(root: string): string | undefined {
  const asked = ['stack', '--show-name', '--non-interactive'];
  const { status, stdout } = spawnSync('pulumi', asked, { cwd: root, encoding: 'utf8', timeout: 20_000 });
  return status === 0 && stdout.trim() !== '' ? stdout.trim() : undefined;
}

class UsageError extends Error {}

function readArguments() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: {
        stack: { type: 'string' },
        'config-file': { type: 'string' },
        json: { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
      },
    });
  } catch (error) {
    // The first sentence says what it is; the others speak of Node.
    throw new UsageError(error instanceof Error ? (error.message.split('. ')[0] ?? '') : '', { cause: error });
  }
}

/** Says why there is no answer. It is no finding, so its code is not 1. */
function say(error: unknown): void {
  const isUsage = error instanceof UsageError;
  const isTold = isUsage || [KubectlError, HelmError, PreviewError].some((kind) => error instanceof kind);
  const told = isTold && error instanceof Error ? new Refusal(error.message, 'usage') : error;
  answerFailure(told, undefined, { stdout, stderr, variables: process.env });
  if (isUsage) stderr.write(`\n${help}`);
  process.exitCode = 2;
}

// An output that takes no more has said so, maybe before the end.
main().then((code) => (process.exitCode ??= code), say);

import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

import { parseAllDocuments } from 'yaml';
import * as z from 'zod';

import type { Variables } from '../doctor/kubectl';
import { helmRelease, resourcesOf } from '../doctor/plan';
import { HelmError } from './helm-error';
import type { Stack } from './read-stack';

/** A release as the program asks Helm for it. */
export type ChartReleaseInputs = z.output<typeof ChartReleaseInputs>;

const ChartReleaseInputs = z.looseObject({
  name: z.string(),
  namespace: z.string(),
  /** A reference, or a folder relative to `stacks/`. */
  chart: z.string(),
  version: z.string().optional(),
  repositoryOpts: z.looseObject({ repo: z.string().optional() }).optional(),
  values: z.looseObject({}).default({}),
});

/** Every release of a stack, and the inputs of everything else that its program makes. */
export async function pulumiProgramOf(
  stack: Stack,
): Promise<{ readonly releases: readonly ChartReleaseInputs[]; readonly own: readonly unknown[] }> {
  const resources = await resourcesOf(stack, stack.settings);
  return {
    releases: resources
      .filter(({ type }) => type === helmRelease)
      .map(({ inputs }) => ChartReleaseInputs.parse(inputs)),
    own: resources.filter(({ type }) => type !== helmRelease).map(({ inputs }) => inputs),
  };
}

/**
 * The objects that a chart makes, by the `helm` on PATH.
 *
 * @param root of the project
 * @param minor of Kubernetes, such as "1.36"
 * @throws HelmError with what Helm says
 */
export function renderRelease(
  root: string,
  { name, namespace, chart, version, repositoryOpts, values }: ChartReleaseInputs,
  minor: string,
  variables: Variables,
): readonly unknown[] {
  const words = [
    ['template', name, chart, '--namespace', namespace, '--kube-version', `${minor}.0`, '--values', '-'],
    // What the program installs before it measures.
    ['--api-versions', 'monitoring.coreos.com/v1'],
    version === undefined ? [] : ['--version', version],
    repositoryOpts?.repo === undefined ? [] : ['--repo', repositoryOpts.repo],
  ].flat();
  const { error, status, stdout, stderr } = spawnSync('helm', words, {
    cwd: join(root, 'stacks'),
    env: { ...variables },
    encoding: 'utf8',
    input: JSON.stringify(values),
    maxBuffer: 64 * 1024 * 1024,
  });
  if (error !== undefined) throw new HelmError(`"helm" does not start: ${error.message}; install Helm 3.18 or newer`);
  if (status !== 0) throw new HelmError(`the chart "${chart}" cannot be rendered: ${stderr.trim()}`);
  return parseAllDocuments(stdout, { logLevel: 'silent' }).flatMap((document) => document.toJS() ?? []);
}

import { InputError } from '../../src/model/problem';
import { didYouMean } from '../../src/model/nearest';
import { emitYaml } from '../../src/render/emit-yaml';
import { pulumiProgramOf } from './chart-releases';
import type { Stack } from './read-stack';

/**
 * The values with which the program of a stack installs a chart, as a values file of Helm.
 *
 * @throws InputError for a chart that the stack does not install
 */
export async function valuesText(stack: Stack, chart: string): Promise<string> {
  const { releases } = await pulumiProgramOf(stack);
  const found = releases.find(({ name }) => name === chart);
  if (found !== undefined) return emitYaml(found.values);
  const known = releases.map(({ name }) => name);
  throw new InputError([
    {
      file: stack.file,
      path: [],
      message: `the stack "${stack.name}" installs no chart "${chart}"`,
      hint: didYouMean(chart, known),
    },
  ]);
}

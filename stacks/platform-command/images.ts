import { asLines } from '../../src/cli/shown-text';
import type { Variables } from '../doctor/kubectl';
import { oldestMinor } from '../platform-namespaces';
import { pulumiProgramOf, renderRelease } from './chart-releases';
import { imagesIn } from './images-in';
import type { Stack } from './read-stack';

/**
 * Every image of the platform, one a line: what the charts of a stack make of exactly the values that it sets, and what the program
 * runs itself. Images of services are in the tree.
 *
 * @param root of the project
 * @throws HelmError where a chart cannot be rendered
 */
export async function imagesText(root: string, stack: Stack, variables: Variables): Promise<string> {
  const { releases, own } = await pulumiProgramOf(stack);
  const minor = oldestMinor(
    stack.environments.flatMap((name) => stack.catalog.catalog.environments.get(name)?.cluster.kubernetesVersion ?? []),
  );
  const rendered = releases.flatMap((release) => renderRelease(root, release, minor, variables));
  return asLines(imagesIn([...rendered, ...own]));
}

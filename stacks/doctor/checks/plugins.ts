import { listsTrafficPlugin } from '../../../src/diagnosis/traffic-plugins';
import { weightsPlugin } from '../../../src/model/weights-plugin';
import type { LiveRelease } from '../releases';
import { wrong } from '../symptom';
import type { Symptom } from '../symptom';

/**
 * Whether Argo Rollouts has its plugin for the Gateway API where canaries are divided by routes: without it the controller begins no
 * release of theirs, and says so in its log alone.
 *
 * @param isWanted whether an environment of the cluster says so
 */
export function checkPlugins(stack: string, isWanted: boolean, live: readonly LiveRelease[]): readonly Symptom[] {
  const release = live.find(({ name }) => name === 'argo-rollouts');
  if (!isWanted || release === undefined) return [];
  const configs = release.objects.filter(({ kind }) => kind === 'ConfigMap');
  if (configs.some((config) => listsTrafficPlugin(config, weightsPlugin))) return [];
  const what = `Argo Rollouts does not have the plugin "${weightsPlugin}", which "canaryWeights: routes" needs: no release of such a canary begins`;
  return [wrong('plugins', what, `pulumi up --stack ${stack}`)];
}

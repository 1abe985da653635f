import { releaseType } from '../rule';
import type { Inputs, PolicyRule } from '../rule';

/** What a release needs so that one that fails can be mended by the next `pulumi up`. */
export const safeReleases: PolicyRule = {
  name: 'safe-releases',
  description:
    'Releases have a fixed name, are atomic, keep a few revisions and have a time limit: otherwise one that fails stays broken.',
  *check({ type, name, inputs }) {
    if (type !== releaseType) return;
    if (typeof inputs['name'] !== 'string' || inputs['name'] === '') {
      yield `${name}: has no "name"; one that Pulumi makes up changes with the component, and objects of the old release stay`;
    }
    if (inputs['atomic'] !== true) yield `${name}: set "atomic: true", so that an upgrade that fails is rolled back`;
    if (!isWithin(inputs, 'maxHistory', 1, 10)) {
      yield `${name}: set "maxHistory" from 1 to 10; each revision is a Secret, and there is no limit by default`;
    }
    if (!isWithin(inputs, 'timeout', 1, 3600)) yield `${name}: set "timeout" from 1 to 3600 seconds`;
    if (inputs['skipAwait'] === true)
      yield `${name}: remove "skipAwait"; a release that nobody waits for is reported as done`;
  },
};

function isWithin(inputs: Inputs, key: string, least: number, most: number): boolean {
  const value = inputs[key];
  return typeof value === 'number' && value >= least && value <= most;
}

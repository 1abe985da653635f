import { releaseType, textsBelow } from '../rule';
import type { Inputs, PolicyRule } from '../rule';

const exact = /^v?\d+\.\d+\.\d+(?:[-+][\w.+-]+)?$/;
const pinned = /(?:@sha256:[0-9a-f]{64}|:(?!latest$)[\w][\w.-]*)$/;

/** A range or a moving tag makes two runs of the same program two different clusters. */
export const pinnedVersions: PolicyRule = {
  name: 'pinned-versions',
  description:
    'Charts have an exact version and images a fixed tag or a digest, so that the same commit makes the same cluster.',
  *check({ type, name, inputs }) {
    if (
      type === releaseType &&
      !isLocal(inputs) &&
      !(typeof inputs['version'] === 'string' && exact.test(inputs['version']))
    ) {
      yield `${name}: version ${JSON.stringify(inputs['version'])} of the chart ${JSON.stringify(inputs['chart'])} is not exact; write one such as "1.2.3"`;
    }
    for (const { path, text } of textsBelow(inputs)) {
      if (path.at(-1) !== 'image' || pinned.test(text)) continue;
      yield `${name}: ${path.join('.')} "${text}" may be another image tomorrow; add a version or a digest`;
    }
  },
};

/** A folder of charts has one version of each; what is in it is reviewed with the folder. */
function isLocal({ chart, repositoryOpts }: Inputs): boolean {
  return typeof chart === 'string' && /^\.{0,2}\//.test(chart) && repositoryOpts === undefined;
}

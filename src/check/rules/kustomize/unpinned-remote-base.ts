import { looksRemote } from '../../../manifests/kustomization';
import { looksFetched } from '../../../manifests/looks-fetched';
import { namedComponentsOf, namedResourcesOf } from '../../kustomize/named-paths';
import type { Rule } from '../../rule';

export const unpinnedRemoteBase: Rule = {
  id: 'unpinned-remote-base',
  title: 'a kustomization loads from a repository without naming a version',
  why: 'Every build takes what is on the branch at that moment: what is applied changes without a commit here, and whoever may push there decides what runs.',
  source: 'https://github.com/kubernetes-sigs/kustomize/blob/master/examples/remoteBuild.md',
  severity: 'warning',
  failing: `
# kustomization.yaml
resources:
  - https://github.com/your-org/bases//web
  - https://raw.githubusercontent.com/your-org/bases/main/roles.yaml
`,
  passing: `
# kustomization.yaml
resources:
  - https://github.com/your-org/bases//web?ref=v1.4.0
  - https://raw.githubusercontent.com/your-org/bases/v1.4.0/roles.yaml
`,
  check({ kustomizations }, report) {
    for (const object of kustomizations) {
      for (const { text, path } of [...namedResourcesOf(object), ...namedComponentsOf(object)]) {
        if (!looksRemote(text) || object.partAt === undefined) continue;
        // What is fetched is never looked for on the disk.
        if (!looksFetched(text) && object.partAt(text).type !== 'nothing') continue;
        const problem = problemOf(text);
        if (problem !== undefined) report({ object, path, message: `"${text}" ${problem}`, hint: hintFor(text) });
      }
    }
  },
};

/** Branches that everybody knows to move. */
const moving = /^(?:main|master|trunk|develop|HEAD|latest|nightly)$/;

function problemOf(text: string): string | undefined {
  const file = fileRevision(text);
  if (file !== undefined) return moving.test(file) ? `is of "${file}", which moves` : undefined;
  if (/^https?:.*\.(?:ya?ml|json)$/.test(text)) return undefined; // Nobody knows what its parts mean.
  const revision = /[?&](?:ref|version)=([^&]*)/.exec(text)?.[1] ?? '';
  if (revision === '') return 'names no version';
  return moving.test(revision.replace(/^refs\/heads\//, '')) ? `is of "${revision}", which moves` : undefined;
}

/** Revision of one file of a repository, or release that it belongs to. */
function fileRevision(text: string): string | undefined {
  const raw = /^https:\/\/raw\.githubusercontent\.com\/[^/]+\/[^/]+\/(?:refs\/heads\/)?([^/]+)\//.exec(text)?.[1];
  if (raw !== undefined) return raw;
  const release = /^https:\/\/github\.com\/[^/]+\/[^/]+\/releases\/(latest|download\/([^/]+))\//.exec(text);
  return release === null ? undefined : (release[2] ?? release[1]);
}

function hintFor(text: string): string {
  return fileRevision(text) === undefined ? 'add "?ref=" and a tag or a commit' : 'name a tag or a commit instead';
}

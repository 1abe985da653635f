import { treeFolders } from '../../model/tree-layout';
import type { InitNames } from './names';

/** `README.md` of a new repository. */
export function readmeText({ service, team }: InitNames): string {
  return `# GitOps repository of ${team}

People edit \`catalog/\`; Slipway renders it into \`services/\` and \`argocd/\`, which Argo CD applies. Both go into the
same commit, and CI refuses a commit where they differ.

- Change something: edit \`catalog/\`, run \`slipway synth\`, commit.
- Add a service: copy \`catalog/services/${service}/\` and give the folder the name of the service.
- Release: set \`release.version\` in \`catalog/services/<service>/<environment>.yaml\`.
- Ask why something is as it is: \`slipway explain ${service} prod\`.
- See it as a cdk8s app: \`cdk8s synth\` runs \`main.ts\` and writes the same into \`dist/\`; the pipeline compares both.
- Install an environment, once: \`kubectl apply -k ${treeFolders.bootstrap('dev')}\` where Argo CD runs.
`;
}

import type { CommandSpec } from '../command';

/** What help says of `slipway comment`. */
export const commentCommand: CommandSpec = {
  name: 'comment',
  summary: 'put a diff on a pull request, as one comment',
  description:
    'Makes a comment on a pull request of GitHub or a merge request of GitLab, or updates its own comment that begins ' +
    'with the same hidden line. The token is in GITHUB_TOKEN or GITLAB_TOKEN; it goes to github.com, gitlab.com and the ' +
    'server that GITHUB_SERVER_URL or CI_SERVER_URL names.',
  arguments: [
    { name: 'URL', summary: 'address of the pull request', isRequired: true },
    { name: 'FILE', summary: 'text that "slipway diff --markdown" wrote', isRequired: true },
  ],
  options: [],
  examples: [
    {
      command: 'slipway comment https://github.com/acme/gitops/pull/7 comment.md',
      summary: 'what the workflow of "slipway init" runs',
    },
  ],
  run: async (input, context) => {
    const { comment } = await import('./comment.js');
    const [address = '', file = ''] = input.words;
    return comment({ address, file }, context);
  },
};

import { execFileSync } from 'node:child_process';

import { gateWorkflowText } from '../../../src/cli/init/gate-workflow-text';
import { gitlabText } from '../../../src/cli/init/gitlab-text';
import { jenkinsfileText } from '../../../src/cli/init/jenkinsfile-text';
import { temporaryFolder } from '../../helpers/temporary-folder';

const server = 'https://git.example.com:8443';

/** Pipelines whose jobs hand a token to Git, and what a runner says of the server that the token is of. */
const pipelines: Readonly<Record<string, { readonly text: string; readonly variables: NodeJS.ProcessEnv }>> = {
  'GitHub Actions': { text: gateWorkflowText('1.0.0'), variables: { GITHUB_SERVER_URL: server } },
  GitLab: { text: gitlabText('1.0.0'), variables: { CI_SERVER_URL: server } },
  Jenkins: { text: jenkinsfileText('1.0.0'), variables: { CHANGE_URL: `${server}/org/gitops/pull/7` } },
};

test.each(Object.entries(pipelines))(
  '%s gives the token to one server, wherever Git is sent',
  (_, { text, variables }) => {
    const scripts = [...text.matchAll(/^\s*(?:- )?((?:server=.*\n\s*)?export GIT_CONFIG_COUNT=1 .*)$/gm)].map(
      ([, lines = '']) => lines,
    );
    const headerFor = (script: string, url: string): string =>
      execFileSync('sh', ['-ec', `${script}\ngit config --get-urlmatch http.extraHeader ${url} || echo none`], {
        cwd: temporaryFolder(),
        encoding: 'utf8',
        env: {
          PATH: process.env['PATH'],
          GIT_CONFIG_GLOBAL: '/dev/null',
          GIT_CONFIG_NOSYSTEM: '1',
          GIT_CONFIG_VALUE_0: 'Authorization: Basic x',
          ...variables,
        },
      }).trim();

    expect(scripts.length).toBeGreaterThan(0);
    for (const script of scripts) {
      expect(headerFor(script, `${server}/org/gitops.git`)).toBe('Authorization: Basic x');
      for (const other of [
        'https://stranger.example.com/x.git',
        'https://git.example.com/x.git',
        'http://git.example.com:8443/x',
      ])
        expect(headerFor(script, other)).toBe('none');
    }
  },
);

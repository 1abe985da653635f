import { platformGitlabText } from '../../../src/cli/init/platform-gitlab-text';
import { platformJenkinsfileText } from '../../../src/cli/init/platform-jenkinsfile-text';
import { platformWorkflowText } from '../../../src/cli/init/platform-workflow-text';

test.each([
  ['GitHub', platformWorkflowText],
  ['GitLab', platformGitlabText],
  ['Jenkins', platformJenkinsfileText],
])('the pipeline of %s holds each preview, and each run, against the policies', (_, textOf) => {
  const runs = textOf().match(/^.*pulumi (?:preview|up) --.*$/gm) ?? [];

  expect(runs.length).toBeGreaterThan(1);
  expect(runs.filter((line) => !line.includes(' --policy-pack policies'))).toEqual([]);
});

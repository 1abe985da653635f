import { gateWorkflowText } from './gate-workflow-text';
import { gitlabText } from './gitlab-text';
import { jenkinsfileText } from './jenkinsfile-text';
import type { CiSystem, InitFile } from './names';
import { platformGitlabText } from './platform-gitlab-text';
import { platformJenkinsfileText } from './platform-jenkinsfile-text';
import { platformWorkflowText } from './platform-workflow-text';
import { workflowText } from './workflow-text';

/**
 * The pipeline of a new repository, the file that people look at first before others.
 *
 * @param version of this program, which the pipeline installs
 */
export function pipelineFiles(system: CiSystem, version: string): readonly [InitFile, ...InitFile[]] {
  switch (system) {
    case 'github':
      return [
        { path: '.github/workflows/slipway.yaml', text: workflowText(version) },
        { path: '.github/workflows/slipway-gate.yaml', text: gateWorkflowText(version) },
        { path: '.github/workflows/slipway-platform.yaml', text: platformWorkflowText() },
      ];
    case 'gitlab':
      return [
        { path: '.gitlab-ci.yml', text: gitlabText(version) },
        { path: '.gitlab/slipway-platform.yml', text: platformGitlabText() },
      ];
    case 'jenkins':
      return [
        { path: 'Jenkinsfile', text: jenkinsfileText(version) },
        { path: 'Jenkinsfile.platform', text: platformJenkinsfileText() },
      ];
  }
}

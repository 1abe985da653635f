import { gitlabText } from './gitlab-text';
import { jenkinsfileText } from './jenkinsfile-text';
import type { CiSystem, InitFile } from './names';
import { workflowText } from './workflow-text';

/**
 * The pipeline of a new repository.
 *
 * @param version of this program, which the pipeline installs
 */
export function pipelineFile(system: CiSystem, version: string): InitFile {
  switch (system) {
    case 'github':
      return { path: '.github/workflows/slipway.yaml', text: workflowText(version) };
    case 'gitlab':
      return { path: '.gitlab-ci.yml', text: gitlabText(version) };
    case 'jenkins':
      return { path: 'Jenkinsfile', text: jenkinsfileText(version) };
  }
}

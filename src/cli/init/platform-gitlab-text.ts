import { environmentSketches } from './environment-text';

/** `.gitlab/slipway-platform.yml` of a new repository, which `.gitlab-ci.yml` includes: previews, and a run for each environment. */
export function platformGitlabText(): string {
  const names = environmentSketches.map(({ name }) => name);
  return `# Installs the platform of each environment by Pulumi: a preview on merge requests, "pulumi up" after the merge, one environment
# after the other, prod when somebody presses the button. Until a variable KUBECONFIG is there, nothing is done.
#
# Variables of the project, for each environment: KUBECONFIG, of the type file, which may only read in those called "-preview";
# PULUMI_ACCESS_TOKEN, or PULUMI_BACKEND_URL with PULUMI_CONFIG_PASSPHRASE.
.platform:
  image: pulumi/pulumi-nodejs:3.248.0
  variables:
    # The branch of SLIPWAY_REPOSITORY that has stacks/config/Pulumi.<environment>.yaml of your clusters.
    SLIPWAY_STACKS: stacks
  # Two runs on one cluster would meet at the lock of its stack.
  resource_group: slipway-platform
  before_script:
    - test -n "$KUBECONFIG" || { echo 'there is no variable KUBECONFIG, nothing is done'; exit 0; }
    - git clone --quiet --depth 1 --branch "$SLIPWAY_STACKS" "$SLIPWAY_REPOSITORY" /tmp/slipway
    - npm ci --prefix /tmp/slipway
    - cd /tmp/slipway
    - pulumi stack select "$STACK"
    - pulumi config set slipway:catalog "$CI_PROJECT_DIR/catalog"
preview:
  extends: .platform
  parallel:
    matrix:
      - STACK: [${names.join(', ')}]
  environment:
    name: $STACK-preview
    action: prepare
  rules:
    # Not what a fork proposes, also where somebody runs its pipeline in this project: the job has a cluster's credentials.
    - if: $CI_PIPELINE_SOURCE == "merge_request_event" && $CI_MERGE_REQUEST_SOURCE_PROJECT_ID == $CI_MERGE_REQUEST_PROJECT_ID
      changes: ${changes}
  script:
    - pulumi preview --diff --policy-pack policies
${names.map((name, index) => up(name, names[index - 1], index === names.length - 1)).join('\n')}
`;
}

const changes = `[catalog/platform.yaml, 'catalog/environments/**/*', 'catalog/services/*/service.yaml']`;

function up(name: string, before: string | undefined, isLast: boolean): string {
  return [
    `up:${name}:`,
    '  extends: .platform',
    ...(before === undefined ? [] : [`  needs: [{ job: "up:${before}", optional: true }]`]),
    `  variables: { STACK: ${name} }`,
    `  environment: { name: ${name} }`,
    '  rules:',
    '    - if: $CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH && $CI_PIPELINE_SOURCE != "schedule"',
    `      changes: ${changes}`,
    ...(isLast ? ['      when: manual'] : []),
    '  script:',
    '    - pulumi up --yes --policy-pack policies',
  ].join('\n');
}

/**
 * `.gitlab-ci.yml` of a new repository.
 *
 * @param version of this program, which the pipeline installs
 */
export function gitlabText(version: string): string {
  return `# Reviews a change of catalog/: its manifests keep the rules, the rendered files are what the catalog says, and one comment
# on the merge request says what changes in the clusters.
variables:
  # Where your organization keeps Slipway, and the version that everybody here renders with.
  SLIPWAY_REPOSITORY: https://gitlab.com/your-org/slipway.git
  SLIPWAY_VERSION: v${version}
  GIT_DEPTH: 0
default:
  image: node:22
  before_script:
    - git clone --quiet --depth 1 --branch "$SLIPWAY_VERSION" "$SLIPWAY_REPOSITORY" /tmp/slipway
    - npm ci --prefix /tmp/slipway
check:
  rules:
    - if: $CI_PIPELINE_SOURCE == "merge_request_event"
    - if: $CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH
  script:
    - /tmp/slipway/bin/slipway.js check --format gitlab > /tmp/findings.json || [ $? -eq 1 ]
    - /tmp/slipway/bin/slipway.js check || answer=$?
    - /tmp/slipway/bin/slipway.js synth --no-cache
    - git add --all --intent-to-add .
    - git diff --stat --exit-code || { echo 'run "slipway synth" and commit what it writes'; exit 1; }
    - exit "\${answer:-0}"
  after_script:
    - cp /tmp/findings.json findings.json
  artifacts:
    when: always
    reports:
      codequality: findings.json
diff:
  rules:
    - if: $CI_PIPELINE_SOURCE == "merge_request_event"
  script:
    - /tmp/slipway/bin/slipway.js diff --against "$CI_MERGE_REQUEST_DIFF_BASE_SHA"
    - /tmp/slipway/bin/slipway.js diff --against "$CI_MERGE_REQUEST_DIFF_BASE_SHA" --markdown > comment.md
    # GITLAB_TOKEN is a masked variable of the project, with the scope "api". A fork does not have it.
    - test -z "$GITLAB_TOKEN" || /tmp/slipway/bin/slipway.js comment "$CI_MERGE_REQUEST_PROJECT_URL/-/merge_requests/$CI_MERGE_REQUEST_IID" comment.md
`;
}

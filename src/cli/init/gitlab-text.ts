import { cdk8sLines } from './cdk8s-texts';

/**
 * `.gitlab-ci.yml` of a new repository.
 *
 * @param version of this program, which the pipeline installs
 */
export function gitlabText(version: string): string {
  return `# Reviews a change of catalog/: its manifests keep the rules, the rendered files are what the catalog says, and one comment
# on the merge request says what changes in the clusters.
include:
  - local: .gitlab/slipway-platform.yml
variables:
  # Where your organization keeps Slipway, and the version that everybody here renders with.
  SLIPWAY_REPOSITORY: https://gitlab.com/your-org/slipway.git
  SLIPWAY_VERSION: v${version}
  GIT_DEPTH: 0
default:
  image: node:22
  before_script:
    - git clone --quiet --depth 1 --branch "$SLIPWAY_VERSION" "$SLIPWAY_REPOSITORY" /tmp/slipway
    - npm ci --prefix /tmp/slipway --workspaces=false
check:
  rules:
    - if: $CI_PIPELINE_SOURCE == "merge_request_event"
    - if: $CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH && $CI_PIPELINE_SOURCE != "schedule"
  script:
    - /tmp/slipway/bin/slipway.js check --format gitlab > /tmp/findings.json || [ $? -eq 1 ]
    - /tmp/slipway/bin/slipway.js check || answer=$?
    - /tmp/slipway/bin/slipway.js synth --no-cache
    - git add --all --intent-to-add .
    - git diff --stat --exit-code || { echo 'run "slipway synth" and commit what it writes'; exit 1; }
    ${cdk8sLines('/tmp/slipway')
      .map((line) => `- ${line}`)
      .join('\n    ')}
    - exit "\${answer:-0}"
  after_script:
    - cp /tmp/findings.json findings.json
  artifacts:
    when: always
    reports:
      codequality: findings.json
# Decides by the gates of the catalog whether a merge request may be merged. Approvals count for the head that they are of: let
# the project remove them on every push. A project that does not trust its branches takes this job from another one (include).
gate:
  rules:
    - if: $CI_PIPELINE_SOURCE == "merge_request_event"
  script:
    # GITLAB_TOKEN is a masked variable of the project, with the scope "read_api" or "api".
    - |
      cat > /tmp/reviews.mjs <<'END'
      import { env as variables } from 'node:process';
      const { CI_API_V4_URL, CI_PROJECT_ID, CI_MERGE_REQUEST_IID, GITLAB_TOKEN, HEAD } = variables;
      const url = CI_API_V4_URL + '/projects/' + CI_PROJECT_ID + '/merge_requests/' + CI_MERGE_REQUEST_IID + '/approvals';
      const answer = await fetch(url, { headers: { 'private-token': GITLAB_TOKEN } });
      if (!answer.ok) throw new Error('the approvals cannot be read: status ' + answer.status);
      const { approved_by: approvals } = await answer.json();
      const now = new Date().toISOString();
      const reviews = approvals.map(({ user, approved_at: at }) => ({ by: user.username, answer: 'approve', commit: HEAD, at: at ?? now }));
      console.log(JSON.stringify({ reviews }));
      END
    - HEAD="$(git rev-parse HEAD)" node /tmp/reviews.mjs > /tmp/reviews.json
    - export GIT_CONFIG_COUNT=1 GIT_CONFIG_KEY_0="http.$CI_SERVER_URL/.extraHeader"
    - export GIT_CONFIG_VALUE_0="Authorization:Basic $(printf 'gitlab-ci-token:%s' "$CI_JOB_TOKEN" | base64 | tr -d '\\n')"
    - /tmp/slipway/bin/slipway.js gate "$CI_MERGE_REQUEST_DIFF_BASE_SHA..HEAD" --reviews /tmp/reviews.json --remote "$CI_PROJECT_URL.git"
# What has become due, for a scheduled pipeline. SLIPWAY_TICK_KEY is a variable of the type "file", with the private key of an
# attester of "changes" in catalog/platform.yaml; GITLAB_TOKEN may write to the repository here.
tick:
  rules:
    - if: $CI_PIPELINE_SOURCE == "schedule"
  script:
    - export GIT_CONFIG_COUNT=1 GIT_CONFIG_KEY_0="http.$CI_SERVER_URL/.extraHeader"
    - export GIT_CONFIG_VALUE_0="Authorization:Basic $(printf 'oauth2:%s' "$GITLAB_TOKEN" | base64 | tr -d '\\n')"
    - /tmp/slipway/bin/slipway.js tick --key "$SLIPWAY_TICK_KEY" --remote "$CI_PROJECT_URL.git"
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

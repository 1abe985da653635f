/**
 * `.github/workflows/slipway-gate.yaml` of a new repository. It is run as the protected branch has it, so no pull request can
 * change what judges it; of the pull request it runs nothing, and reads commits only.
 *
 * @param version of this program, which the workflow installs
 */
export function gateWorkflowText(version: string): string {
  const install = `
      # Before anything of the pull request is here: what installs reads settings of the folder that it is in.
      - uses: actions/setup-node@820762786026740c76f36085b0efc47a31fe5020 # v7.0.0
        with:
          node-version: 22
          # A cache that this run fills is one of the main branch.
          package-manager-cache: false
      - name: Install Slipway
        run: |
          git clone --quiet --depth 1 --branch "$SLIPWAY_VERSION" "$SLIPWAY_REPOSITORY" "$RUNNER_TEMP/slipway"
          npm ci --prefix "$RUNNER_TEMP/slipway" --workspaces=false`;
  const credential = `
          export GIT_CONFIG_COUNT=1 GIT_CONFIG_KEY_0="http.$GITHUB_SERVER_URL/.extraHeader"
          GIT_CONFIG_VALUE_0="Authorization: Basic $(printf 'x-access-token:%s' "$GH_TOKEN" | base64 | tr -d '\\n')"
          export GIT_CONFIG_VALUE_0`;
  return `# Decides by the gates of the catalog: whether a pull request may be merged, and what has become due. Make "gate" a required
# check. After a review, run it again: label the pull request, or "Re-run jobs".
name: slipway-gate
on:
  pull_request_target:
    types: [opened, synchronize, reopened, labeled]
  merge_group:
  schedule:
    - cron: '*/15 * * * *'
permissions: {} # Each job asks for what it needs.
defaults:
  run:
    shell: bash
env:
  # Where your organization keeps Slipway, and the version that everybody here decides with.
  SLIPWAY_REPOSITORY: https://github.com/your-org/slipway.git
  SLIPWAY_VERSION: v${version}
jobs:
  gate:
    if: github.event_name != 'schedule'
    runs-on: ubuntu-latest
    timeout-minutes: 15
    permissions:
      contents: read
      pull-requests: read
    steps:${install}
      - uses: actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1 # v7.0.1
        with:
          # Its commits are read, and none of its files is run: add no step that does, no secret, and no right to write.
          ref: \${{ github.event.pull_request.head.sha || github.event.merge_group.head_sha }}
          persist-credentials: false
          fetch-depth: 0
      - name: Fetch the reviews
        env:
          GH_TOKEN: \${{ github.token }}
          # A merge queue names its branch after the pull request: gh-readonly-queue/main/pr-7-<commit>.
          PULL_REQUEST: \${{ github.event.pull_request.number || github.event.merge_group.head_ref }}
        run: |
          number="$(printf '%s' "$PULL_REQUEST" | sed -E 's|^.*/pr-([0-9]+)-[0-9a-f]+$|\\1|')"
          # The last word of each reviewer; Slipway counts those of what is judged only.
          reviews() {
            gh api --paginate "repos/$GITHUB_REPOSITORY/pulls/$number/reviews" --jq '.[]'
          }
          reviews | jq --slurp '{reviews: (map(select(.state == "APPROVED" or .state == "CHANGES_REQUESTED")
            | {by: .user.login, answer: (if .state == "APPROVED" then "approve" else "reject" end), commit: .commit_id, at: .submitted_at})
            | group_by(.by) | map(max_by(.at)))}' > "$RUNNER_TEMP/reviews.json"
      - name: Judge the commits
        env:
          GH_TOKEN: \${{ github.token }}
          BASE: \${{ github.event.pull_request.base.sha || github.event.merge_group.base_sha }}
        run: |${credential}
          node "$RUNNER_TEMP/slipway/bin/slipway.js" gate "$BASE..HEAD" --reviews "$RUNNER_TEMP/reviews.json"
  tick:
    if: github.event_name == 'schedule'
    runs-on: ubuntu-latest
    timeout-minutes: 15
    permissions:
      contents: write
    steps:${install}
      - uses: actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1 # v7.0.1
        with:
          persist-credentials: false
      - name: Do what has become due
        env:
          GH_TOKEN: \${{ github.token }}
          # A secret of the repository: the private key of an attester of "changes" in catalog/platform.yaml.
          SLIPWAY_TICK_KEY: \${{ secrets.SLIPWAY_TICK_KEY }}
        run: |${credential}
          test -n "$SLIPWAY_TICK_KEY" || { echo 'there is no secret SLIPWAY_TICK_KEY: nothing is done'; exit 0; }
          (umask 077; printf '%s\\n' "$SLIPWAY_TICK_KEY" > "$RUNNER_TEMP/key")
          node "$RUNNER_TEMP/slipway/bin/slipway.js" tick --key "$RUNNER_TEMP/key"
`;
}

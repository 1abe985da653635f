import { cdk8sLines } from './cdk8s-texts';

/**
 * `.github/workflows/slipway.yaml` of a new repository. What a pull request says of itself reaches scripts through
 * variables only: an expression inside a script would be run as a part of it.
 *
 * @param version of this program, which the workflow installs
 */
export function workflowText(version: string): string {
  const install = `
      - uses: actions/setup-node@820762786026740c76f36085b0efc47a31fe5020 # v7.0.0
        with:
          node-version: 22
      - name: Install Slipway
        id: install
        run: |
          git clone --quiet --depth 1 --branch "$SLIPWAY_VERSION" "$SLIPWAY_REPOSITORY" "$RUNNER_TEMP/slipway"
          npm ci --prefix "$RUNNER_TEMP/slipway" --workspaces=false
          mkdir "$RUNNER_TEMP/bin"
          ln -s "$RUNNER_TEMP/slipway/bin/slipway.js" "$RUNNER_TEMP/bin/slipway"
          echo "$RUNNER_TEMP/bin" >> "$GITHUB_PATH"`;
  return `# Reviews a change of catalog/: its manifests keep the rules, the rendered files are what the catalog says, and one comment
# on the pull request says what changes in the clusters.
name: slipway
on:
  pull_request:
  push: # Of the default branch, whatever it is called: the job says so.
    branches: ["**"]
permissions: {} # Each job asks for what it needs.
concurrency:
  # Two runs for one pull request would make two comments.
  group: slipway-\${{ github.ref }}
  cancel-in-progress: \${{ github.event_name == 'pull_request' }}
defaults:
  run:
    shell: bash
env:
  # Where your organization keeps Slipway, and the version that everybody here renders with.
  SLIPWAY_REPOSITORY: https://github.com/your-org/slipway.git
  SLIPWAY_VERSION: v${version}
  # The token of a fork or of Dependabot may only read: they find the answer in the summary of the run.
  MAY_WRITE: \${{ github.event_name == 'push' || (github.event.pull_request.head.repo.full_name == github.repository && github.actor != 'dependabot[bot]') }}
jobs:
  check:
    if: github.event_name == 'pull_request' || github.ref_name == github.event.repository.default_branch
    runs-on: ubuntu-latest
    timeout-minutes: 15
    permissions:
      contents: read
      # For code scanning; it asks for "actions" in private repositories.
      security-events: write
      actions: read
    steps:
      - uses: actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1 # v7.0.1
        with:
          persist-credentials: false${install}
      - name: Check the manifests
        run: |
          answer=0
          slipway check --format github || answer=$?
          slipway check > "$RUNNER_TEMP/check.txt" || true
          { echo '## slipway check'; echo; head -c 900000 "$RUNNER_TEMP/check.txt" | sed 's/^/    /'; } >> "$GITHUB_STEP_SUMMARY"
          exit "$answer"
      - name: Write the findings for code scanning
        if: \${{ !cancelled() && steps.install.outcome == 'success' && env.MAY_WRITE == 'true' }}
        run: slipway check --format sarif > "$RUNNER_TEMP/slipway.sarif" || [ $? -eq 1 ]
      - uses: github/codeql-action/upload-sarif@8aad20d150bbac5944a9f9d289da16a4b0d87c1e # v4.36.2
        if: \${{ !cancelled() && steps.install.outcome == 'success' && env.MAY_WRITE == 'true' }}
        # A private repository without code scanning refuses it.
        continue-on-error: true
        with:
          sarif_file: \${{ runner.temp }}/slipway.sarif
          category: slipway
      - name: Render, and compare with what was committed
        if: \${{ !cancelled() && steps.install.outcome == 'success' }}
        run: |
          slipway synth --no-cache
          git add --all --intent-to-add .
          git diff --stat --exit-code || { echo '::error::run "slipway synth" and commit what it writes'; exit 1; }
      - name: Let cdk8s synthesize the same
        if: \${{ !cancelled() && steps.install.outcome == 'success' }}
        run: |
          ${cdk8sLines('$RUNNER_TEMP/slipway').join('\n          ')}
  diff:
    if: github.event_name == 'pull_request'
    runs-on: ubuntu-latest
    timeout-minutes: 15
    permissions:
      contents: read
      pull-requests: write
    steps:
      - uses: actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1 # v7.0.1
        with:
          persist-credentials: false
          # The diff is against the commit where the branch left the other one.
          fetch-depth: 0${install}
      - name: Say what changes
        run: |
          slipway diff --against "origin/$GITHUB_BASE_REF..." --markdown > "$RUNNER_TEMP/comment.md"
          cat "$RUNNER_TEMP/comment.md" >> "$GITHUB_STEP_SUMMARY"
      - name: Comment on the pull request
        if: env.MAY_WRITE == 'true'
        env:
          GITHUB_TOKEN: \${{ github.token }}
          PULL_REQUEST: \${{ github.event.pull_request.html_url }}
        run: slipway comment "$PULL_REQUEST" "$RUNNER_TEMP/comment.md"
`;
}

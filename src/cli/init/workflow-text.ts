/** `.github/workflows/slipway.yaml`: proves that the rendered tree is what the catalog says. */
export function workflowText(version: string): string {
  return `# The rendered tree must be what the catalog says: CI renders again and accepts no difference.
name: slipway
on:
  pull_request:
  push:
    branches: [main]
permissions:
  contents: read
env:
  # Where your organization keeps Slipway, and the version that everybody here renders with.
  SLIPWAY_REPOSITORY: https://github.com/your-org/slipway.git
  SLIPWAY_VERSION: v${version}
jobs:
  rendered-tree:
    runs-on: ubuntu-latest
    timeout-minutes: 10
    steps:
      - uses: actions/checkout@11bd71901bbe5b1630ceea73d27597364c9af683 # v4.2.2
        with:
          persist-credentials: false
      - uses: actions/setup-node@49933ea5288caeca8642d1e84afbd3f7d6820020 # v4.4.0
        with:
          node-version: 22
      - name: Install Slipway
        run: |
          git clone --depth 1 --branch "$SLIPWAY_VERSION" "$SLIPWAY_REPOSITORY" "$RUNNER_TEMP/slipway"
          npm ci --prefix "$RUNNER_TEMP/slipway"
      - name: Render the catalog
        run: node "$RUNNER_TEMP/slipway/bin/slipway.js" synth --no-cache
      - name: Compare with what was committed
        run: |
          git add --all --intent-to-add .
          git diff --exit-code || { echo '::error::run "slipway synth" and commit what it writes'; exit 1; }
`;
}

import { environmentSketches } from './environment-text';

/**
 * `.github/workflows/slipway-platform.yaml` of a new repository: previews of the Pulumi program on pull requests, and one run for each
 * environment after the merge, in the order in which releases go through them.
 */
export function platformWorkflowText(): string {
  const names = environmentSketches.map(({ name }) => name);
  return `# Installs the platform of each environment by Pulumi: a preview on pull requests, "pulumi up" after the merge, one environment
# after the other. Until a secret KUBECONFIG is there, nothing is done.
#
# Secrets of the GitHub environments dev-preview, dev, staging-preview and so on: KUBECONFIG, which may only read in those of a
# preview; PULUMI_ACCESS_TOKEN, or PULUMI_BACKEND_URL with PULUMI_CONFIG_PASSPHRASE. Let prod wait for a reviewer there.
name: slipway-platform
on:
  pull_request:
    paths:${paths}
  push: # Of the default branch, whatever it is called: the jobs say so.
    branches: ["**"]
    paths:${paths}
permissions: {} # Each job asks for what it needs.
concurrency:
  # Two runs on one cluster would meet at the lock of its stack.
  group: slipway-platform-\${{ github.ref }}
  cancel-in-progress: false
defaults:
  run:
    shell: bash
env:
  # Where your organization keeps Slipway, and the branch of it that has stacks/config/Pulumi.<environment>.yaml of your clusters.
  SLIPWAY_REPOSITORY: https://github.com/your-org/slipway.git
  SLIPWAY_STACKS: stacks
jobs:
  preview:
    # With a cluster's credentials and Pulumi's token: never for a fork, also where an organization hands secrets to forks.
    if: github.event_name == 'pull_request' && github.event.pull_request.head.repo.full_name == github.repository
    runs-on: ubuntu-latest
    timeout-minutes: 30
    strategy:
      fail-fast: false
      matrix:
        environment: [${names.join(', ')}]
    environment: \${{ matrix.environment }}-preview
    permissions:
      contents: read
    steps:${steps}
      - name: Preview
        env:${secrets}
          STACK: \${{ matrix.environment }}
        run: |${select}
          pulumi preview --diff --policy-pack policies --color never 2>&1 | as_text > "$RUNNER_TEMP/preview.txt" || answer=$?
          { echo "## pulumi preview of $STACK"; echo; head -c 900000 "$RUNNER_TEMP/preview.txt" | sed 's/^/    /'; } >> "$GITHUB_STEP_SUMMARY"
          cat "$RUNNER_TEMP/preview.txt"
          exit "\${answer:-0}"
${names.map((name, index) => up(name, names[index - 1])).join('\n')}
`;
}

function up(name: string, before: string | undefined): string {
  const after = before === undefined ? '' : `\n    needs: up-${before}`;
  return `  up-${name}:
    if: github.event_name == 'push' && github.ref_name == github.event.repository.default_branch${after}
    runs-on: ubuntu-latest
    timeout-minutes: 60
    environment: ${name}
    permissions:
      contents: read
    steps:${steps}
      - name: Install what has changed
        env:${secrets}
          STACK: ${name}
        run: |${select}
          pulumi up --yes --policy-pack policies --color never 2>&1 | as_text`;
}

const steps = `
      - uses: actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1 # v7.0.1
        with:
          persist-credentials: false
      - uses: actions/setup-node@820762786026740c76f36085b0efc47a31fe5020 # v7.0.0
        with:
          node-version: 22
      # Without a command it installs the program only.
      - uses: pulumi/actions@8e5e406f4007fca908480587cb9893c07090f58d # v7.0.0
      - name: Install Slipway
        run: |
          git clone --quiet --depth 1 --branch "$SLIPWAY_STACKS" "$SLIPWAY_REPOSITORY" "$RUNNER_TEMP/slipway"
          npm ci --prefix "$RUNNER_TEMP/slipway"`;

const paths = `
      - catalog/platform.yaml
      - catalog/environments/**
      - catalog/services/*/service.yaml
      - .github/workflows/slipway-platform.yaml`;

const secrets = `
          KUBECONFIG_TEXT: \${{ secrets.KUBECONFIG }}
          PULUMI_ACCESS_TOKEN: \${{ secrets.PULUMI_ACCESS_TOKEN }}
          PULUMI_BACKEND_URL: \${{ secrets.PULUMI_BACKEND_URL }}
          PULUMI_CONFIG_PASSPHRASE: \${{ secrets.PULUMI_CONFIG_PASSPHRASE }}`;

const select = `
          # What the catalog says is text in the log: nothing steers, and the runner finds no command of its own ("::", "##[").
          as_text() { LC_ALL=C tr -d '\\000-\\010\\013-\\037\\177' | LC_ALL=C sed -e 's/##/#\\\\u0023/g' -e 's/^/| /'; }
          test -n "$KUBECONFIG_TEXT" || { echo "there is no secret KUBECONFIG: nothing is done"; exit 0; }
          # What is empty is not set: Pulumi would take it for an answer.
          test -n "$PULUMI_BACKEND_URL" || unset PULUMI_BACKEND_URL
          (umask 077; printf '%s\\n' "$KUBECONFIG_TEXT" > "$RUNNER_TEMP/kubeconfig")
          export KUBECONFIG="$RUNNER_TEMP/kubeconfig"
          cd "$RUNNER_TEMP/slipway"
          pulumi stack select "$STACK" 2>&1 | as_text
          pulumi config set slipway:catalog "$GITHUB_WORKSPACE/catalog" 2>&1 | as_text`;

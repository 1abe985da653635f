import { cdk8sLines } from './cdk8s-texts';

/**
 * `Jenkinsfile` of a new repository, for a multibranch pipeline. Its scripts stand in single quotes, so that Groovy puts
 * nothing into them: what a pull request says of itself reaches them through variables only.
 *
 * @param version of this program, which the pipeline installs
 */
export function jenkinsfileText(version: string): string {
  return `// Reviews a change of catalog/: its manifests keep the rules, the rendered files are what the catalog says, and one comment
// on the pull request says what changes in the clusters.
//
// The agent has Git and Node 20.19 or newer. The credential "slipway-comment" is a secret text: a token that may read the
// repository and write comments on pull requests. Discover pull requests as their current revision, not merged: reviews are of
// that commit. Trust no fork, so that the Jenkinsfile of the target branch judges it.
pipeline {
  agent any
  options {
    timeout(time: 20, unit: 'MINUTES')
    // Two runs for one pull request would make two comments.
    disableConcurrentBuilds(abortPrevious: true)
  }
  environment {
    // Where your organization keeps Slipway, and the version that everybody here renders with.
    SLIPWAY_REPOSITORY = 'https://github.com/your-org/slipway.git'
    SLIPWAY_VERSION = 'v${version}'
  }
  stages {
    stage('Install Slipway') {
      steps {
        sh '''
          rm -rf "$WORKSPACE_TMP/slipway"
          git clone --quiet --depth 1 --branch "$SLIPWAY_VERSION" "$SLIPWAY_REPOSITORY" "$WORKSPACE_TMP/slipway"
          npm ci --prefix "$WORKSPACE_TMP/slipway" --workspaces=false
        '''
      }
    }
    // Decides by the gates of the catalog. Make it a required check, and start it again after a review. It comes before anything
    // that the pull request wrote is run: what a stranger runs here could wait for the token.
    stage('Judge the commits') {
      when { changeRequest() }
      steps {
        // The stages after it say what else there is to say.
        catchError(buildResult: 'FAILURE', stageResult: 'FAILURE') {
          withCredentials([string(credentialsId: 'slipway-comment', variable: 'GITHUB_TOKEN')]) {
            sh '''
              node --input-type=module --eval '
                import { env } from "node:process";
                const { origin, host, pathname } = new URL(env.CHANGE_URL);
                const [owner, repository, , number] = pathname.slice(1).split("/");
                const api = host === "github.com" ? "https://api.github.com" : origin + "/api/v3";
                const url = api + "/repos/" + owner + "/" + repository + "/pulls/" + number + "/reviews?per_page=100&page=";
                const words = { APPROVED: "approve", CHANGES_REQUESTED: "reject" };
                const last = new Map();
                for (let page = 1, count = 100; count === 100; page += 1) {
                  const answer = await fetch(url + page, { headers: { authorization: "Bearer " + env.GITHUB_TOKEN } });
                  if (!answer.ok) throw new Error("the reviews cannot be read: status " + answer.status);
                  const reviews = await answer.json();
                  count = reviews.length;
                  for (const { user, state, commit_id: commit, submitted_at: at } of reviews) {
                    const said = words[state];
                    if (user && said) last.set(user.login, { by: user.login, answer: said, commit, at });
                  }
                }
                console.log(JSON.stringify({ reviews: [...last.values()] }));
              ' > "$WORKSPACE_TMP/reviews.json"
              git rev-parse --verify --quiet "origin/$CHANGE_TARGET" ||
                git fetch --quiet origin "+refs/heads/$CHANGE_TARGET:refs/remotes/origin/$CHANGE_TARGET"
              set +x
              server="$(printf '%s' "$CHANGE_URL" | cut -d / -f 1-3)"
              export GIT_CONFIG_COUNT=1 GIT_CONFIG_KEY_0="http.$server/.extraHeader"
              export GIT_CONFIG_VALUE_0="Authorization: Basic $(printf 'x-access-token:%s' "$GITHUB_TOKEN" | base64 | tr -d '[:space:]')"
              node "$WORKSPACE_TMP/slipway/bin/slipway.js" gate "origin/$CHANGE_TARGET..HEAD" --reviews "$WORKSPACE_TMP/reviews.json"
            '''
          }
        }
      }
    }
    stage('Render, and compare with what was committed') {
      steps {
        sh '''
          rm -f slipway-check.xml slipway.sarif slipway-diff.md
          node "$WORKSPACE_TMP/slipway/bin/slipway.js" synth --no-cache
          git add --all --intent-to-add .
          git diff --stat --exit-code || { echo 'run "slipway synth" and commit what it writes'; exit 1; }
          # "cdk8s synth" runs main.ts as the pull request has it: not what a fork wrote.
          test -z "$CHANGE_FORK" || exit 0
          ${cdk8sLines('$WORKSPACE_TMP/slipway').join('\n          ')}
        '''
      }
    }
    stage('Check the manifests') {
      steps {
        sh '''
          slipway() { node "$WORKSPACE_TMP/slipway/bin/slipway.js" "$@"; }
          answer=0
          slipway check || answer=$?
          slipway check --format junit > slipway-check.xml || [ $? -eq 1 ]
          slipway check --format sarif > slipway.sarif || [ $? -eq 1 ]
          exit "$answer"
        '''
      }
      post {
        always {
          junit testResults: 'slipway-check.xml', allowEmptyResults: true
          archiveArtifacts artifacts: 'slipway.sarif', allowEmptyArchive: true
        }
      }
    }
    stage('Say what changes') {
      when { changeRequest() }
      steps {
        sh '''
          slipway() { node "$WORKSPACE_TMP/slipway/bin/slipway.js" "$@"; }
          git rev-parse --verify --quiet "origin/$CHANGE_TARGET" ||
            git fetch --quiet origin "+refs/heads/$CHANGE_TARGET:refs/remotes/origin/$CHANGE_TARGET"
          slipway diff --against "origin/$CHANGE_TARGET..."
          slipway diff --against "origin/$CHANGE_TARGET..." --markdown > slipway-diff.md
        '''
      }
    }
    stage('Comment on the pull request') {
      // A fork gets no token: it finds the answer in the log.
      when { allOf { changeRequest(); expression { env.CHANGE_FORK == null } } }
      steps {
        withCredentials([string(credentialsId: 'slipway-comment', variable: 'GITHUB_TOKEN')]) {
          sh '''
            node "$WORKSPACE_TMP/slipway/bin/slipway.js" comment "$CHANGE_URL" slipway-diff.md
          '''
        }
      }
    }
  }
}
`;
}

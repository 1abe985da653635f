import { environmentSketches } from './environment-text';

/** `Jenkinsfile.platform` of a new repository, for a multibranch pipeline of its own: previews, and a run for each environment. */
export function platformJenkinsfileText(): string {
  const names = environmentSketches.map(({ name }) => name);
  return `// Installs the platform of each environment by Pulumi: a preview on pull requests, "pulumi up" after the merge, one environment
// after the other, and prod when somebody says so.
//
// The agent has Git, Node 20.19 or newer and Pulumi, which is signed in to the place of its state. Credentials are secret files
// with a kubeconfig: "kubeconfig-dev-preview", which may only read, "kubeconfig-dev", and so on. Trust no fork.
pipeline {
  agent any
  options {
    timeout(time: 4, unit: 'HOURS')
    // Two runs on one cluster would meet at the lock of its stack.
    disableConcurrentBuilds()
  }
  environment {
    // Where your organization keeps Slipway, and the branch of it that has stacks/config/Pulumi.<environment>.yaml of your clusters.
    SLIPWAY_REPOSITORY = 'https://github.com/your-org/slipway.git'
    SLIPWAY_STACKS = 'stacks'
  }
  stages {
    stage('Install Slipway') {
      steps {
        sh '''
          rm -rf "$WORKSPACE_TMP/slipway"
          git clone --quiet --depth 1 --branch "$SLIPWAY_STACKS" "$SLIPWAY_REPOSITORY" "$WORKSPACE_TMP/slipway"
          npm ci --prefix "$WORKSPACE_TMP/slipway"
        '''
      }
    }
${names.map((name, index) => stages(name, index === names.length - 1)).join('\n')}
  }
}
`;
}

function stages(name: string, isLast: boolean): string {
  const asked = isLast ? `\n      input { message 'Install what has changed in ${name}?' }` : '';
  return `    stage('Preview ${name}') {
      // Not what a fork proposes: the stage has a cluster's credentials.
      when { allOf { changeRequest(); expression { env.CHANGE_FORK == null } } }
      steps {
        withCredentials([file(credentialsId: 'kubeconfig-${name}-preview', variable: 'KUBECONFIG')]) {
          sh '''${select(name)}
            pulumi preview --diff --policy-pack policies
          '''
        }
      }
    }
    stage('Up ${name}') {
      when { beforeInput true; environment name: 'BRANCH_IS_PRIMARY', value: 'true' }${asked}
      steps {
        withCredentials([file(credentialsId: 'kubeconfig-${name}', variable: 'KUBECONFIG')]) {
          sh '''${select(name)}
            pulumi up --yes --policy-pack policies
          '''
        }
      }
    }`;
}

function select(name: string): string {
  return `
            catalog="$PWD/catalog"
            cd "$WORKSPACE_TMP/slipway"
            pulumi stack select ${name}
            pulumi config set slipway:catalog "$catalog"`;
}

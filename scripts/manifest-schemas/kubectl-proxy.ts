import { spawn, type ChildProcess } from 'node:child_process';

/**
 * Runs `kubectl proxy` on a free port while `work` uses it: it knows every way to log in to a cluster.
 *
 * @param kubeconfig file to use instead of the one that kubectl finds by itself
 * @param work gets the URL of the proxy
 * @throws Error with what kubectl said, when it does not start
 */
export async function withKubectlProxy<T>(
  kubeconfig: string | undefined,
  work: (server: string) => Promise<T>,
): Promise<T> {
  const options = kubeconfig === undefined ? [] : [`--kubeconfig=${kubeconfig}`];
  const kubectl = spawn('kubectl', ['proxy', '--port=0', ...options], { stdio: ['ignore', 'pipe', 'pipe'] });
  try {
    return await work(await addressOf(kubectl));
  } finally {
    kubectl.kill();
  }
}

/** Waits for the line in which kubectl says its port. */
function addressOf(kubectl: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = '';
    const listen = (text: string): void => {
      said += text;
      const address = /Starting to serve on (\S+:\d+)/.exec(said)?.[1];
      if (address !== undefined) resolve(`http://${address}`);
    };
    kubectl.stdout?.setEncoding('utf8').on('data', listen);
    kubectl.stderr?.setEncoding('utf8').on('data', listen);
    kubectl.once('error', (error) => {
      const message = 'cannot start "kubectl"; install it, or run a proxy yourself and name it by --server URL';
      reject(new Error(message, { cause: error }));
    });
    kubectl.once('close', (code) => reject(new Error(`"kubectl proxy" ended with ${code}: ${said.trim()}`)));
  });
}

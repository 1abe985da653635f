import { writeFileSync } from 'node:fs';

/** An API server, and who asks it. */
export interface KubeconfigOptions {
  readonly server: string;
  /** File of the certificate that the server is known by. */
  readonly certificate: string;
  readonly token: string;
  /** Namespace of what names none. @default "default" */
  readonly namespace?: string;
}

/** Writes a kubeconfig with one context. It is JSON, which is YAML. Returns the name of the file. */
export function writeKubeconfig(file: string, options: KubeconfigOptions): string {
  const { server, certificate, token, namespace = 'default' } = options;
  const name = 'slipway';
  const config = {
    apiVersion: 'v1',
    kind: 'Config',
    'current-context': name,
    clusters: [{ name, cluster: { server, 'certificate-authority': certificate } }],
    users: [{ name, user: { token } }],
    contexts: [{ name, context: { cluster: name, user: name, namespace } }],
  };
  writeFileSync(file, `${JSON.stringify(config, undefined, 2)}\n`, { mode: 0o600 });
  return file;
}

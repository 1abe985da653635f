/** Whether the cluster is started for the tests, and ends with all that they leave. Another one has controllers, and a life. */
export const isOwnCluster = (process.env['KUBECONFIG'] ?? '') === '';

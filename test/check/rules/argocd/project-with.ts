/** An AppProject with sync windows, and Applications of it; each as the inside of a mapping of YAML. */
export function projectWith(windows: readonly string[], applications: readonly string[] = []): string {
  const project = `apiVersion: argoproj.io/v1alpha1
kind: AppProject
metadata: { name: shop, namespace: argocd }
spec:
  sourceRepos: ['*']
  destinations: [{ server: '*', namespace: '*' }]
  syncWindows:
${windows.map((window) => `    - { ${window} }\n`).join('')}`;
  const members = applications.map(
    (name) => `---
apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: { name: ${name}, namespace: argocd }
spec:
  project: shop
  source: { repoURL: https://github.com/your-org/gitops.git, path: ${name}, targetRevision: main }
  destination: { server: https://kubernetes.default.svc, namespace: ${name} }
`,
  );
  return project + members.join('');
}

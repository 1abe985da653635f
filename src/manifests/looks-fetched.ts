/**
 * How the texts begin that kustomize fetches, whatever is on the disk: those of `IsRemoteFile` and `NewRepoSpecFromURL` in its
 * source, and the prefixes of older versions. More than these does no harm; less would ask whoever a file names.
 */
const fetched = /^(?:git::|gh:|https?:|ssh:|file:|github\.com[/:]|[a-z][a-z\d-]*@)/i;

/** Whether kustomize fetches what a text names: asks a server, or has git do it. */
export function looksFetched(text: string): boolean {
  return fetched.test(text.trimStart());
}

/** Group of an API: that of `apps/v1` is `apps`; the core group has no name, as its `v1` says. */
export function groupOfApi(apiVersion: string): string {
  return apiVersion.includes('/') ? apiVersion.slice(0, apiVersion.indexOf('/')) : '';
}

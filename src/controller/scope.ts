/** Whether somebody speaks for an environment. @param scope environments of his cluster; empty for all of them */
export function isInScope(scope: readonly string[], environment: string): boolean {
  return scope.length === 0 || scope.includes(environment);
}

/** Whether a scope is that of somebody, or less of it. @param whole environments of his cluster; empty for all of them */
export function isScopeWithin(scope: readonly string[], whole: readonly string[]): boolean {
  return whole.length === 0 || (scope.length > 0 && scope.every((environment) => whole.includes(environment)));
}

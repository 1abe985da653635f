/** The account of Argo CD by which Slipway's controller starts syncs; somebody makes a token for it. */
export const syncAccount = 'slipway-controller';

import { clientSecret } from './mock-port';

/** Secrets of the controllers of tests. */
export const webhookSecret = 'webhook-secret-of-the-tests-0123456789';
export const argocdToken = 'argocd-token-of-the-tests-0123456789abcdef';
export const secrets = {
  portalWebhook: [webhookSecret],
  argocd: [{ token: argocdToken, environments: [] }],
  portalClient: { id: 'client', secret: clientSecret },
};

// The door of payments. Owns transactions, refunds, payment_events, and the test gateway's own test_gateway_charges.
// Promises: one live attempt an order; a gateway is asked outside any transaction with a key of ours; each of its events acts at most
// once, in any order; money that cannot be kept goes back.
export { paymentJobs, paymentListeners, paymentSchedules, reconcile } from './settle.ts'
export { paymentRoutes } from './routes.ts'
export { testGatewayPage } from './gateways/test-page.ts'

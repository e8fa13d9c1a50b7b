// The door of second-factor. Owns no table: what is kept lies with credentials, which roles ask for it with auth.
// Promises: a secret is shown once and counts once it is proven. Events told: second_factor.changed {change: enabled | removed | codes_renewed}.
export { secondFactorRoutes } from './routes.ts'
export { secondFactorSchedules } from './schedules.ts'
export { secondFactorOf, type SecondFactor } from './service.ts'

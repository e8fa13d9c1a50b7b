// The door of attempts. Owns login_attempts.
// Promises: ten wrong proofs in a quarter of an hour and no more, however many come at once; a device that proved its owner counts its own.
export { clearAttempts, judged, judgedWithin } from './service.ts'
export { accountBrake, addressBrake, type Brake } from './brakes.ts'
export { DEVICE_DAYS, mintDevice } from './devices.ts'
export { tooManyAttempts } from './errors.ts'
export { attemptSchedules } from './schedules.ts'

// Every refusal of setting up a second factor: code, status and words.
import { conflict, invalid } from '../../shared/errors.ts'

export const wrongCode = () => invalid('/otp', 'otp_invalid', 'This is not the code of the new factor. Is the clock of the device right?')

export const requiredByRole = () =>
  conflict('second_factor_required_by_role', 'Your role asks for a second factor. You can set up another, but not go without.')

export const noFactor = () => conflict('second_factor_missing', 'There is no second factor. Set one up first.')

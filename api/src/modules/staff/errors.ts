// Every refusal about staff and roles, beside those of auth that any change of rights may meet.
import { type AppError, conflict, invalid, notFound } from '../../shared/errors.ts'

export const noMember = (): AppError => notFound('staff member')
export const noRole = (): AppError => notFound('role')
export const badEmail = (): AppError => invalid('/email', 'bad_email', 'This is not an e-mail address.')
export const unknownRole = (index: number): AppError => invalid(`/roles/${index}`, 'unknown_role', 'There is no such role.')
export const unsupportedLocale = (): AppError => invalid('/locale', 'unsupported_locale', 'The shop does not speak this language.')
export const isStaffAlready = (): AppError => conflict('already_staff', 'This person is on the staff already. Change their roles instead.')
export const isDisabled = (): AppError => conflict('user_disabled', 'This account is switched off. Switch it on before you invite its owner.')
export const onlyInvited = (): AppError => conflict('invitation_open', 'This person has not accepted the invitation yet.')
export const notInvited = (): AppError => conflict('not_invited', 'This person has no open invitation.')
export const roleExists = (): AppError => conflict('role_exists', 'There is a role with this code.')
export const roleInUse = (): AppError => conflict('role_in_use', 'Somebody has this role or is invited to it.')
export const roleIsBuiltin = (): AppError => conflict('role_is_builtin', 'A built-in role stays as it is, except that it may ask for a second factor.')

// What is counted together: the guesses at one address, at one address from one known device, or at one account by who is inside.
import { createHmac } from 'node:crypto'
import type { Config } from '../../config.ts'
import { deviceOf } from './devices.ts'

type Secrets = Pick<Config, 'SECRET' | 'SECRET_PREVIOUS'>

/** `key` says nothing about whose it is; `deviceHash` is null for whoever is not known. */
export interface Brake { key: Buffer, deviceHash: Buffer | null, kind: 'password' | 'otp' }

/** Passwords given at the door; the address as users keep it, known or not. */
export const addressBrake = (config: Secrets, address: string, deviceNotes: readonly string[] = []): Brake =>
  ({ key: addressKey(config, address), deviceHash: deviceOf(config, address, deviceNotes), kind: 'password' })

/** Passwords and codes given for an account: never by device, or who reads the owner's mail could gather devices to guess codes with. */
export const accountBrake = ({ SECRET }: Secrets, userId: string, kind: Brake['kind']): Brake =>
  ({ key: createHmac('sha256', SECRET).update('account ').update(userId).digest(), deviceHash: null, kind })

export const addressKey = ({ SECRET }: Pick<Config, 'SECRET'>, address: string): Buffer =>
  createHmac('sha256', SECRET).update('email ').update(address).digest()

// What is asked of the person's own ways in, and how they change.
import { mutationOptions, queryOptions } from '@tanstack/react-query'
import type { Body, Item, Result } from '@tradewind/sdk'
import { own, queryClient } from '../../lib/client.ts'
import { wantSecondFactor } from '../../lib/proof.ts'

export type Factor = Result<'getSecondFactor'>
export type FactorStart = Result<'startSecondFactor'>
export type Device = Item<'listSessions'>

export const factorOptions = () => queryOptions({
  queryKey: ['security', 'factor'],
  queryFn: async ({ signal }) => await own.secondFactor.get('me', { signal })
})

export const deviceOptions = () => queryOptions({
  queryKey: ['security', 'devices'],
  queryFn: async ({ signal }) => await own.sessions.list('me', { signal })
})

const askAgain = async (): Promise<void> => { await queryClient.invalidateQueries({ queryKey: ['security'] }) }

export const passwordOptions = () => mutationOptions({
  mutationFn: async (input: Body<'changePassword'>) => { await own.changePassword('me', input) }, onSuccess: askAgain
})

export const startFactorOptions = () => mutationOptions({ mutationFn: async () => await own.secondFactor.start('me') })

export const confirmFactorOptions = () => mutationOptions({
  mutationFn: async (otp: string) => await own.secondFactor.confirm('me', { otp }),
  async onSuccess () {
    wantSecondFactor(false)
    // Every screen that was refused may answer now.
    await queryClient.invalidateQueries()
  }
})

export const renewCodesOptions = () => mutationOptions({ mutationFn: async () => await own.secondFactor.renewRecoveryCodes('me'), onSuccess: askAgain })

export const removeFactorOptions = () => mutationOptions({ mutationFn: async () => { await own.secondFactor.remove('me') }, onSuccess: askAgain })

export const revokeDeviceOptions = () => mutationOptions({ mutationFn: async (sessionId: string) => { await own.sessions.revoke('me', sessionId) }, onSuccess: askAgain })

export const revokeDevicesOptions = () => mutationOptions({
  mutationFn: async (keepCurrent: boolean) => { await own.sessions.revokeAll('me', keepCurrent ? { keepCurrent } : {}) }, onSuccess: askAgain
})

// Where one is signed in: this device and the others, each with its way out.
import { useState } from 'react'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Confirm } from '../../components/Confirm.tsx'
import { Card } from '../../components/Page.tsx'
import { Moment } from '../../components/Moment.tsx'
import { Problem } from '../../components/Problem.tsx'
import { announce } from '../../lib/announce.ts'
import { deviceName } from '../../lib/device.ts'
import { signOut } from '../../lib/session.ts'
import { deviceOptions, revokeDeviceOptions, revokeDevicesOptions, type Device } from './queries.ts'

export function DevicesCard () {
  const { t } = useTranslation()
  const devices = useQuery(deviceOptions())
  const revokeAll = useMutation(revokeDevicesOptions())
  const [asked, setAsked] = useState<'others' | 'all'>()
  const confirm = (): void => {
    revokeAll.mutate(asked === 'others', {
      onSuccess: () => {
        if (asked === 'all') { void signOut(); return }
        setAsked(undefined)
        announce(t('security.devices.othersDone'))
      }
    })
  }
  const ask = (what: 'others' | 'all') => (): void => { revokeAll.reset(); setAsked(what) }
  return (
    <Card
      title={t('security.devices.title')}
      actions={(
        <div className='flex flex-wrap gap-2'>
          {(devices.data?.items.length ?? 0) > 1 && <button type='button' className='btn' onClick={ask('others')}>{t('security.devices.others')}</button>}
          <button type='button' className='btn btn-danger' onClick={ask('all')}>{t('security.devices.all')}</button>
        </div>
      )}
    >
      {devices.isError && <Problem error={devices.error} onRetry={() => { void devices.refetch() }} />}
      <ul className='grid min-h-16' aria-busy={devices.isFetching}>
        {devices.data?.items.map((device) => <DeviceLine key={device.id} device={device} />)}
      </ul>
      {asked !== undefined && (
        <Confirm
          title={t(`security.devices.${asked}`)} text={t(`security.devices.${asked}Text`)} verb={t(`security.devices.${asked}`)} busy={revokeAll.isPending} error={revokeAll.error}
          onClose={() => { setAsked(undefined) }} onConfirm={confirm}
        />
      )}
    </Card>
  )
}

function DeviceLine ({ device }: { device: Device }) {
  const { t } = useTranslation()
  const revoke = useMutation(revokeDeviceOptions())
  const name = deviceName(device.userAgent) ?? t('security.devices.unknown')
  return (
    <li className='flex min-h-14 items-center justify-between gap-4 border-t border-line py-2 first:border-t-0'>
      <div className='min-w-0'>
        <p className='font-medium'><bdi dir='ltr'>{name}</bdi>{device.current && <span className='status status-good ms-2'>{t('security.devices.current')}</span>}</p>
        <p className='hint'>
          {t(`security.devices.client.${device.client}`)} · <bdi dir='ltr'>{device.ip}</bdi> · {t('security.devices.seen')} <Moment at={device.lastSeenAt} />
        </p>
        {revoke.error !== null && <Problem error={revoke.error} />}
      </div>
      {!device.current && (
        <button type='button' className='btn shrink-0' disabled={revoke.isPending} onClick={() => { revoke.mutate(device.id, { onSuccess: () => { announce(t('security.devices.done')) } }) }}>
          {t('security.devices.revoke')}<span className='sr-only'> {name}</span>
        </button>
      )}
    </li>
  )
}

// The second factor of oneself: off, on, how many recovery codes are left, and what may be done about it.
import { useState } from 'react'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Confirm } from '../../components/Confirm.tsx'
import { Fact, Facts } from '../../components/Facts.tsx'
import { Moment } from '../../components/Moment.tsx'
import { Card } from '../../components/Page.tsx'
import { Problem } from '../../components/Problem.tsx'
import { Status } from '../../components/Status.tsx'
import { announce } from '../../lib/announce.ts'
import { useFormat } from '../../lib/use-format.ts'
import { FactorDialog } from './FactorDialog.tsx'
import { RecoveryCodes } from './RecoveryCodes.tsx'
import { factorOptions, removeFactorOptions, renewCodesOptions, type Factor } from './queries.ts'

export function FactorCard () {
  const { t } = useTranslation()
  const { data: factor, error, refetch } = useQuery(factorOptions())
  const [isOpen, setOpen] = useState(false)
  return (
    <Card title={t('security.factor.title')} actions={factor !== undefined && <Status kind='onOff' word={factor.enabled ? 'enabled' : 'disabled'} />}>
      <div className='grid min-h-32 content-start gap-4' aria-busy={factor === undefined && error === null}>
        <p className='text-ink-soft'>{t('security.factor.text')}</p>
        {error !== null && <Problem error={error} onRetry={() => { void refetch() }} />}
        {factor?.enabled === false && (
          <>
            {factor.required && <p className='font-medium text-warn'>{t('security.factor.required')}</p>}
            <button type='button' className='btn btn-main justify-self-start' onClick={() => { setOpen(true) }}>{t('security.factor.start')}</button>
          </>
        )}
        {factor?.enabled === true && <FactorOn factor={factor} />}
      </div>
      {isOpen && <FactorDialog onClose={() => { setOpen(false) }} />}
    </Card>
  )
}

function FactorOn ({ factor }: { factor: Factor }) {
  const { t } = useTranslation()
  const format = useFormat()
  const renew = useMutation(renewCodesOptions())
  const remove = useMutation(removeFactorOptions())
  const [isAsked, setAsked] = useState(false)
  const isLow = factor.recoveryCodesLeft < 3
  return (
    <>
      <Facts>
        {factor.confirmedAt !== null && <Fact label={t('security.factor.since')}><Moment at={factor.confirmedAt} /></Fact>}
        <Fact label={t('security.factor.codesLeft')}><span className={isLow ? 'font-medium text-warn' : ''}>{format.number(factor.recoveryCodesLeft)}</span></Fact>
      </Facts>
      {isLow && <p className='text-warn'>{t('security.factor.fewCodes')}</p>}
      {renew.error !== null && <Problem error={renew.error} />}
      <div className='flex flex-wrap gap-2'>
        <button type='button' className='btn' disabled={renew.isPending} onClick={() => { renew.mutate() }}>{t('security.factor.renew')}</button>
        {!factor.required && <button type='button' className='btn btn-danger' onClick={() => { remove.reset(); setAsked(true) }}>{t('security.factor.remove')}</button>}
      </div>
      {factor.required && <p className='hint'>{t('security.factor.required')}</p>}
      {renew.data !== undefined && <RecoveryCodes codes={renew.data.recoveryCodes} onClose={() => { renew.reset() }} />}
      {isAsked && (
        <Confirm
          title={t('security.factor.removeTitle')} text={t('security.factor.removeText')} verb={t('security.factor.remove')} busy={remove.isPending} error={remove.error}
          onClose={() => { setAsked(false) }} onConfirm={() => { remove.mutate(undefined, { onSuccess: () => { setAsked(false); announce(t('security.factor.removed')) } }) }}
        />
      )}
    </>
  )
}

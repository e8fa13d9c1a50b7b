// A new password for oneself: the old one first; every other device is signed out.
import { useState, type FormEvent } from 'react'
import { useMutation } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { ApiError } from '@tradewind/sdk'
import { Card } from '../../components/Page.tsx'
import { PasswordField } from '../../components/PasswordField.tsx'
import { Problem } from '../../components/Problem.tsx'
import { announce } from '../../lib/announce.ts'
import { fieldError } from '../../lib/errors.ts'
import { useStaff } from '../../lib/use-session.ts'
import { passwordOptions } from './queries.ts'

const EMPTY = { currentPassword: '', newPassword: '' }

export function PasswordCard () {
  const { t, i18n } = useTranslation()
  const staff = useStaff()
  const change = useMutation(passwordOptions())
  const [typed, setTyped] = useState(EMPTY)
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    change.mutate(typed, { onSuccess: () => { setTyped(EMPTY); announce(t('security.password.done')) } })
  }
  const isWrong = change.error instanceof ApiError && change.error.code === 'invalid_credentials'
  const beside = fieldError(change.error, '/newPassword', i18n)
  const type = (name: keyof typeof EMPTY) => (value: string): void => { setTyped({ ...typed, [name]: value }) }
  return (
    <Card title={t('security.password.title')}>
      <form onSubmit={submit} className='grid gap-4'>
        <p className='text-ink-soft'>{t('security.password.text')}</p>
        <input type='hidden' autoComplete='username' name='username' value={staff?.user.email ?? ''} readOnly />
        <PasswordField label={t('password.current')} name='currentPassword' value={typed.currentPassword} error={isWrong ? t('proof.wrongPassword') : undefined} onChange={type('currentPassword')} />
        <PasswordField isNew label={t('password.new')} name='newPassword' value={typed.newPassword} error={beside} onChange={type('newPassword')} />
        {change.error !== null && !isWrong && beside === undefined && <Problem error={change.error} />}
        <button type='submit' className='btn justify-self-start' disabled={change.isPending}>{t('security.password.submit')}</button>
      </form>
    </Card>
  )
}

// A role of the merchant's own: what it is called, what it begins with, and its end.
import { useState, type FormEvent } from 'react'
import { useMutation } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Confirm } from '../../components/Confirm.tsx'
import { Dialog } from '../../components/Dialog.tsx'
import { Field } from '../../components/Field.tsx'
import { Problem } from '../../components/Problem.tsx'
import { announce } from '../../lib/announce.ts'
import { fieldError } from '../../lib/errors.ts'
import { useStaff } from '../../lib/use-session.ts'
import { changeRoleOptions, createRoleOptions, deleteRoleOptions, type NewRole, type Role } from './queries.ts'
import { useRoleName } from './use-role-name.ts'

interface RoleDialogProps { role: Role | undefined, roles: Role[], onClose: () => void }

export function RoleDialog ({ role, roles, onClose }: RoleDialogProps) {
  const { t } = useTranslation()
  return (
    <Dialog title={role === undefined ? t('roles.create.title') : t('roles.edit.title')} onClose={onClose}>
      {role === undefined ? <NewRoleForm roles={roles} onDone={onClose} /> : <RoleForm role={role} onDone={onClose} />}
    </Dialog>
  )
}

const codeFrom = (name: string, taken: string[]): string => {
  const plain = name.normalize('NFKD').toLowerCase().replaceAll(/[^a-z0-9]+/g, '_').replaceAll(/^_+|_+$/g, '').slice(0, 30)
  const base = /^[a-z]/.test(plain) ? plain : `role_${plain}`.replace(/_$/, '')
  for (let number = 1; ; number++) {
    const code = number === 1 ? base : `${base}_${number}`
    if (!taken.includes(code)) return code
  }
}

function NewRoleForm ({ roles, onDone }: { roles: Role[], onDone: () => void }) {
  const { t, i18n } = useTranslation()
  const nameOf = useRoleName()
  const mine: readonly string[] = useStaff()?.permissions ?? []
  const create = useMutation(createRoleOptions())
  const [typed, setTyped] = useState({ name: '', description: '', from: '' })
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    const begun = roles.find(({ code }) => code === typed.from)?.permissions ?? []
    const role: NewRole = {
      code: codeFrom(typed.name, roles.map(({ code }) => code)), name: typed.name.trim(), permissions: begun.filter((permission) => mine.includes(permission)) as NewRole['permissions'],
      ...(typed.description.trim() === '' ? {} : { description: typed.description.trim() })
    }
    create.mutate(role, { onSuccess: () => { onDone(); announce(t('roles.create.done', { name: role.name })) } })
  }
  return (
    <form onSubmit={submit} className='grid gap-4'>
      <RoleWords typed={typed} error={create.error} onChange={(words) => { setTyped({ ...typed, ...words }) }} />
      <Field label={t('roles.create.from')} hint={t('roles.create.fromHint')} error={fieldError(create.error, '/permissions', i18n)}>
        {(control) => (
          <select {...control} className='input' name='from' value={typed.from} onChange={(event) => { setTyped({ ...typed, from: event.target.value }) }}>
            <option value=''>{t('roles.create.fromNothing')}</option>
            {roles.map((role) => <option key={role.code} value={role.code}>{nameOf(role)}</option>)}
          </select>
        )}
      </Field>
      {create.error !== null && <Problem error={create.error} />}
      <button type='submit' className='btn btn-main justify-self-end' disabled={create.isPending}>{t('roles.create.submit')}</button>
    </form>
  )
}

function RoleForm ({ role, onDone }: { role: Role, onDone: () => void }) {
  const { t } = useTranslation()
  const change = useMutation(changeRoleOptions(role.code))
  const remove = useMutation(deleteRoleOptions(role.code))
  const [typed, setTyped] = useState({ name: role.name, description: role.description ?? '' })
  const [isAsked, setAsked] = useState(false)
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    const description = typed.description.trim()
    change.mutate({ name: typed.name.trim(), description: description === '' ? null : description }, { onSuccess: () => { onDone(); announce(t('roles.saved')) } })
  }
  return (
    <form onSubmit={submit} className='grid gap-4'>
      <RoleWords typed={typed} error={change.error} onChange={setTyped} />
      {change.error !== null && <Problem error={change.error} />}
      <div className='flex flex-wrap justify-between gap-2'>
        <button type='button' className='btn btn-danger' disabled={role.staffCount > 0} onClick={() => { remove.reset(); setAsked(true) }}>{t('roles.delete.verb')}</button>
        <button type='submit' className='btn btn-main' disabled={change.isPending}>{t('common.save')}</button>
      </div>
      {role.staffCount > 0 && <p className='hint'>{t('roles.delete.inUse')}</p>}
      {isAsked && (
        <Confirm
          title={t('roles.delete.title', { name: role.name })} text={t('roles.delete.text')} verb={t('roles.delete.verb')} busy={remove.isPending} error={remove.error}
          onClose={() => { setAsked(false) }} onConfirm={() => { remove.mutate(undefined, { onSuccess: () => { onDone(); announce(t('roles.delete.done')) } }) }}
        />
      )}
    </form>
  )
}

interface Words { name: string, description: string }

function RoleWords ({ typed, error, onChange }: { typed: Words, error: unknown, onChange: (words: Words) => void }) {
  const { t, i18n } = useTranslation()
  return (
    <>
      <Field label={t('roles.field.name')} error={fieldError(error, '/name', i18n)}>
        {(control) => <input {...control} className='input' name='name' required maxLength={60} autoComplete='off' value={typed.name} onChange={(event) => { onChange({ name: event.target.value, description: typed.description }) }} />}
      </Field>
      <Field label={t('roles.field.description')} error={fieldError(error, '/description', i18n)}>
        {(control) => <input {...control} className='input' name='description' maxLength={500} autoComplete='off' value={typed.description} onChange={(event) => { onChange({ name: typed.name, description: event.target.value }) }} />}
      </Field>
    </>
  )
}

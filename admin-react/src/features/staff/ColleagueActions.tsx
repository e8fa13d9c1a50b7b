// The verbs about a colleague, each asked once: resend, sign out, reset the factor, deactivate or take back.
import { useState } from 'react'
import { useMutation } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { Confirm } from '../../components/Confirm.tsx'
import { announce } from '../../lib/announce.ts'
import { useMay, useStaff } from '../../lib/use-session.ts'
import { changeColleagueOptions, colleagueVerbOptions, type Colleague, type Verb } from './queries.ts'

type Asked = Verb | 'deactivate' | 'reactivate'

function verbsFor (colleague: Colleague, isMe: boolean): Asked[] {
  if (colleague.status === 'invited') return ['resend', 'withdraw']
  if (colleague.status === 'deactivated') return ['reactivate']
  return isMe ? [] : [...(colleague.secondFactor ? ['resetFactor' as const] : []), 'signOut', 'deactivate']
}

export function ColleagueActions ({ colleague }: { colleague: Colleague }) {
  const { t } = useTranslation()
  const may = useMay()
  const me = useStaff()
  const change = useMutation(changeColleagueOptions(colleague.id))
  const act = useMutation(colleagueVerbOptions(colleague.id))
  const navigate = useNavigate()
  const [asked, setAsked] = useState<Asked>()
  if (!may('staff.write')) return null
  const open = (verb: Asked): void => { change.reset(); act.reset(); setAsked(verb) }
  const confirm = (verb: Asked): void => {
    const done = {
      onSuccess: () => {
        setAsked(undefined)
        announce(t(`staff.verb.${verb}.done`))
        if (verb === 'withdraw') void navigate({ to: '/staff' })
      }
    }
    if (verb === 'deactivate' || verb === 'reactivate') change.mutate({ status: verb === 'deactivate' ? 'deactivated' : 'active' }, done)
    else act.mutate(verb, done)
  }
  return (
    <>
      {verbsFor(colleague, me?.user.id === colleague.id).map((verb) => (
        <button key={verb} type='button' className={`btn ${verb === 'deactivate' || verb === 'withdraw' ? 'btn-danger' : ''}`} onClick={() => { open(verb) }}>{t(`staff.verb.${verb}.verb`)}</button>
      ))}
      {asked !== undefined && (
        <Confirm
          title={t(`staff.verb.${asked}.title`)} text={t(`staff.verb.${asked}.text`, { email: colleague.email })} verb={t(`staff.verb.${asked}.verb`)}
          busy={change.isPending || act.isPending} error={change.error ?? act.error} onClose={() => { setAsked(undefined) }} onConfirm={() => { confirm(asked) }}
        />
      )}
    </>
  )
}

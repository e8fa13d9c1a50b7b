// The port for mail: without a provider every letter goes to the development mailbox.
import type { Db } from './db.ts'
import type { Deps } from './deps.ts'

export interface Mail { to: string, subject: string, text: string, html: string, locale: string }

/** jobId makes a second try of the same job harmless. */
export async function sendMail (db: Db, mail: Mail, jobId: string): Promise<void> {
  await db`
    insert into development_mails (job_id, recipient, subject, text_body, html_body, locale)
    values (${jobId}, ${mail.to}, ${mail.subject}, ${mail.text}, ${mail.html}, ${mail.locale})
    on conflict (job_id) do nothing`
}

export interface KeptMail extends Mail { id: string, createdAt: Date }

/** Asked as somebody typed the address; letters go to it in lower case. */
export async function readMails ({ pool }: Pick<Deps, 'pool'>, to: string | undefined): Promise<KeptMail[]> {
  return await pool<KeptMail[]>`
    select id, recipient as "to", subject, text_body as text, html_body as html, locale, created_at
    from development_mails where ${to === undefined ? pool`true` : pool`recipient in (${to}, ${to.toLowerCase()})`}
    order by id desc limit 100`
}

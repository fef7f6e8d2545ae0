import { z } from 'zod';
import * as f from '../../fields.ts';
import { operation } from '../../operation.ts';
import { textContent, textKinds } from '../../texts.ts';

const readers = ['administrator', 'supervisor', 'auditor'] as const;
const kind = z.enum(textKinds, 'wrong_type');
/** Which text of its kind: an announcement's own id, a consent, a message, a UKey model; `*` where there is one. */
const subject = z.string('wrong_type').regex(/^[\w.*-]{1,60}$/, 'wrong_type');
const one = { kind, subject };
/** Of the draft, as it was seen: what somebody else has changed since is not overwritten, nor approved unseen. 0: there is none yet. */
const revision = z.number('wrong_type').int('wrong_type').min(0, 'wrong_type').max(1_000_000, 'wrong_type');
/** Null: the text is taken down. */
const content = textContent.nullable();
const states = z.enum(['open', 'waiting']);

export const list = operation({
  name: 'texts.list',
  kind: 'read',
  roles: readers,
  summary: 'every text of one kind, with what is in force and what is being changed',
  input: z.strictObject({ kind }),
  output: z.strictObject({
    items: z.array(
      z.strictObject({
        subject: z.string(),
        /** Of what is in force, else of the draft: tells announcements apart. */
        title: z.strictObject({ zh: z.string(), en: z.string() }).nullable(),
        /** 0: the product's own words. Null: nothing is in force. */
        version: z.number().int().nullable(),
        holdsFrom: f.at.nullable(),
        coming: z.strictObject({ version: z.number().int(), holdsFrom: f.at }).nullable(),
        draft: z.strictObject({ state: states, editedAt: f.at, editedBy: z.string() }).nullable(),
      }),
    ),
    /** Subjects that could have a text of their own and have none. */
    free: z.array(z.string()),
  }),
  refusals: [],
});
export const waiting = operation({
  name: 'texts.waiting',
  kind: 'read',
  roles: readers,
  summary: 'drafts of every kind that wait for a second person',
  input: f.nothing,
  output: z.strictObject({
    items: z.array(
      z.strictObject({
        kind: z.enum(textKinds),
        subject: z.string(),
        authors: z.array(z.string()),
        note: z.string(),
        mayApprove: z.boolean(),
      }),
    ),
  }),
  refusals: [],
});
export const show = operation({
  name: 'texts.show',
  kind: 'read',
  // Reviewers read the reasons that they pick from.
  roles: [...readers, 'reviewer'],
  summary: 'one text: what is in force, and the draft',
  input: z.strictObject(one),
  output: z.strictObject({
    version: z.number().int().nullable(),
    content,
    needsSecond: z.boolean(),
    draft: z
      .strictObject({
        revision: z.number().int(),
        state: states,
        content,
        authors: z.array(z.string()),
        editedAt: f.at,
        note: z.string().nullable(),
        holdsFrom: f.at.nullable(),
        /** Why it was sent back. */
        returned: z.string().nullable(),
        /** Whether this person may approve it: had no hand in it. */
        mayApprove: z.boolean(),
      })
      .nullable(),
    /** What a message may name. */
    variables: z.array(z.string()),
    /** Providers in use that send their own approved template, whatever is published here. */
    approvedElsewhere: z.array(z.enum(['aliyun', 'tencent'])),
  }),
  refusals: ['not_found'],
});
export const history = operation({
  name: 'texts.history',
  kind: 'read',
  roles: readers,
  summary: 'every version with the one before it: who, when, why',
  input: z.strictObject({ ...one, after: f.after, limit: f.limit }),
  output: f.page(
    z.strictObject({
      version: z.number().int(),
      content,
      before: content,
      authors: z.array(z.string()),
      approvedBy: z.string().nullable(),
      note: z.string(),
      publishedAt: f.at,
      holdsFrom: f.at,
    }),
  ),
  refusals: ['not_found'],
});
/** A draft that waited for approval waits no more when it is edited. */
export const save = operation({
  name: 'texts.save',
  kind: 'act',
  roles: ['administrator'],
  summary: 'keeps a draft; an old version is restored by saving what it held',
  input: z
    .strictObject({ ...one, revision, content })
    .refine((input) => input.content === null || input.content.kind === input.kind, {
      path: ['content'],
      message: 'wrong_type',
    }),
  output: z.strictObject({ revision: z.number().int() }),
  refusals: ['not_found', 'conflict', 'text_refused'],
});
export const discard = operation({
  name: 'texts.discard',
  kind: 'act',
  roles: ['administrator'],
  summary: 'throws a draft away',
  input: z.strictObject({ ...one, revision }),
  output: f.nothing,
  refusals: ['not_found', 'conflict'],
});
export const publish = operation({
  name: 'texts.publish',
  kind: 'act',
  roles: ['administrator'],
  summary: 'publishes a draft, or leaves it to a second person where the kind asks for one',
  input: z.strictObject({
    ...one,
    revision,
    /** Why; kept with the version. */
    note: f.note(300),
    /** From when it holds, in Shanghai: 2026-12-01T09:00. At once when it is not given. */
    holdsFrom: f.deadline,
  }),
  output: z.strictObject({ state: z.enum(['published', 'waiting']), version: z.number().int().nullable() }),
  refusals: ['not_found', 'conflict', 'text_refused', 'text_waits'],
});
export const settle = operation({
  name: 'texts.settle',
  kind: 'act',
  roles: ['administrator', 'supervisor'],
  summary: 'the second person publishes a draft that waits, or sends it back',
  input: z.strictObject({
    ...one,
    revision,
    decision: z.enum(['approve', 'return'], 'wrong_type'),
    reason: f.note(300),
  }),
  output: z.strictObject({ version: z.number().int().nullable() }),
  refusals: ['not_found', 'conflict', 'text_refused', 'text_not_waiting', 'text_author_may_not'],
});

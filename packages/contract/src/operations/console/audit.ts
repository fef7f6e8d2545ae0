import { z } from 'zod';
import * as f from '../../fields.ts';
import { operation } from '../../operation.ts';

/** Which leaves: of a period (whole days in Shanghai, both included), by whom (as the log has it, or a member of staff's account), by which operation, of what. All exact. */
const filter = {
  from: f.day.optional(),
  to: f.day.optional(),
  actor: z.string().max(60).optional(),
  operation: z.string().max(60).optional(),
  subject: z.string().max(100).optional(),
};
const hash = z.string().regex(/^[A-Za-z0-9+/]{43}=$/);
const size = z.number().int().positive();

export const list = operation({
  name: 'audit.list',
  kind: 'read',
  roles: ['auditor'],
  summary: 'audit leaves',
  input: z.strictObject({ ...filter, after: f.after, limit: f.limit }),
  output: f.page(
    z.strictObject({
      id: z.string(),
      at: f.at,
      actor: z.string(),
      /** Of a member of staff, as he is called now: the log itself holds no name. */
      actorName: z.string().nullable(),
      operation: z.string(),
      subject: z.string().nullable(),
      detail: z.record(z.string(), z.unknown()),
      leafHash: z.string(),
      /** Its place in the tree; null while it waits for one. */
      index: z.number().int().nullable(),
    }),
  ),
  refusals: [],
});

/** A signed tree head: the note byte for byte (C2SP tlog-checkpoint), and what it says. */
const checkpoint = z.strictObject({ size, at: f.at, root: hash, note: z.string() });
export const state = operation({
  name: 'audit.state',
  kind: 'read',
  roles: ['auditor'],
  summary: 'the log’s tree, its last checkpoint, and whether both are what was signed and mirrored',
  input: f.nothing,
  output: z.strictObject({
    checkpoint: checkpoint.nullable(),
    waiting: z.number().int(),
    /** Looked at just now: tree, last checkpoint and mirror; the whole log is verified by `audit verify`. */
    verifiedAt: f.at,
    fault: z.strictObject({ zh: z.string(), en: z.string() }).nullable(),
    /** The verifier key that checkpoints are checked with. */
    key: z.string(),
  }),
  refusals: [],
});

export const prove = operation({
  name: 'audit.prove',
  kind: 'read',
  roles: ['auditor'],
  summary: 'that a leaf is in the log: RFC 6962 inclusion proof against the last checkpoint, or the one of that size',
  input: z.strictObject({ id: z.uuid(), size: z.coerce.number().int().positive().optional() }),
  output: z.strictObject({
    index: z.number().int(),
    /** The bytes that were hashed. */
    entry: z.string(),
    leafHash: hash,
    proof: z.array(hash),
    checkpoint,
  }),
  refusals: ['not_found', 'leaf_waiting'],
});

export const compare = operation({
  name: 'audit.compare',
  kind: 'read',
  roles: ['auditor'],
  summary: 'that the log of one checkpoint begins with that of an earlier one: RFC 6962 consistency proof',
  input: z.strictObject({ first: z.coerce.number().int().positive(), second: z.coerce.number().int().positive() }),
  output: z.strictObject({ first: checkpoint, second: checkpoint, proof: z.array(hash) }),
  refusals: ['not_found'],
});

export const exportLog = operation({
  name: 'audit.export',
  kind: 'file',
  roles: ['auditor'],
  summary: 'leaves as signed JSON lines that prove themselves against the last checkpoint; recorded',
  input: z.strictObject(filter),
  output: f.nothing,
  refusals: ['leaf_waiting'],
});

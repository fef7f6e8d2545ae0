import { readFileSync } from 'node:fs';
import koffi from 'koffi';

// The smallest loop over PC/SC (Linux, pcsclite): connect, send these commands one after another, disconnect.
const [file = ''] = process.argv.slice(2);
const commands = readFileSync(file, 'utf8')
  .trim()
  .split('\n')
  .map((line) => Buffer.from(line, 'hex'));
const pcsc = koffi.load('libpcsclite.so.1');
const establish = pcsc.func('long SCardEstablishContext(ulong scope, void *a, void *b, _Out_ intptr_t *context)');
const list = pcsc.func(
  'long SCardListReaders(intptr_t context, void *groups, uint8_t *readers, _Inout_ ulong *length)',
);
const connect = pcsc.func(
  'long SCardConnect(intptr_t context, const char *reader, ulong share, ulong protocols, _Out_ intptr_t *card, _Out_ ulong *protocol)',
);
const begin = pcsc.func('long SCardBeginTransaction(intptr_t card)');
const transmit = pcsc.func(
  'long SCardTransmit(intptr_t card, void *protocol, const uint8_t *command, ulong length, void *b, uint8_t *answer, _Inout_ ulong *answerLength)',
);
const disconnect = pcsc.func('long SCardDisconnect(intptr_t card, ulong disposition)');

const check = (result: number | bigint, what: string) => {
  if (Number(result) !== 0) throw new Error(`${what}: ${Number(result).toString(16)}`);
};
const [context, card, protocol] = [[0], [0], [0]];
check(establish(2, null, null, context), 'SCardEstablishContext');
const readers = Buffer.alloc(1024);
check(list(context[0], null, readers, [readers.length]), 'SCardListReaders');
const reader = readers.subarray(0, readers.indexOf(0)).toString();
check(connect(context[0], reader, 1, 3, card, protocol), 'SCardConnect');
const request = Buffer.alloc(16);
request.writeBigUInt64LE(BigInt(protocol[0] ?? 0), 0);
request.writeBigUInt64LE(16n, 8);
const since = performance.now();
check(begin(card[0]), 'SCardBeginTransaction');
for (const command of commands) {
  const answer = Buffer.alloc(65_548);
  check(transmit(card[0], request, command, command.length, null, answer, [answer.length]), 'SCardTransmit');
}
const ms = performance.now() - since;
check(disconnect(card[0], 1), 'SCardDisconnect');
process.stdout.write(`${ms}\n`);

// node reset-link.mjs https://portal.example.com SERIAL https://crm.example.com/back STATE
import { resetLink } from '@jiesuo/client';

const [portal, ukeySerial, returnTo, state] = process.argv.slice(2);
console.log(resetLink({ portal, ukeySerial, returnTo, state }));

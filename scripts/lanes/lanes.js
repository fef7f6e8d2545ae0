import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checks, runCheck } from './checks.js';
import { run } from './run.js';

/** Lanes whose tests, `<name>.<lane>.test.ts`, need more than npm brings: what that is, by its names in middleware.js. */
const withMiddleware = {
  pcscd: ['pcscd', 'vpcd', 'namespaces', 'opensc'],
  cards: ['pcscd', 'vpcd', 'namespaces', 'opensc', 'yubico'],
  pkcs11: ['softhsm', 'opensc', 'compiler'],
  wine: ['wine', 'mingw', 'screen', 'typist'],
  skf: ['compiler', 'mingw'],
  prompt: ['screen', 'pinentry', 'typist'],
  chromium: ['chromium'],
  ship: [],
};
const elsewhere = Object.keys(withMiddleware).flatMap((name) => ['--exclude', `**/*.${name}.test.ts`]);

/**
 * One lane: its name, the middleware without which it is skipped, and `run`, which answers { passed, failed, skipped, failures: titles }.
 * A lane of one `chain` runs beside those of another: what waits for middleware leaves room for the unit tests, which take what is left.
 * The lanes with middleware follow each other. The browser's come alone: beside all others its pages answer too late. Without `run` it only says that tests of another lane had to do without that middleware.
 */
export const lanes = [
  { name: 'check', needs: [], run: runChecks },
  { name: 'postgres', needs: ['postgres'] },
  {
    name: 'unit',
    needs: [],
    chain: 'unit',
    run: () => runVitest(['packages/', 'apps/', ...elsewhere], {}, { niceness: 10 }),
  },
  ...Object.entries(withMiddleware).map(([name, needs]) => ({
    name,
    needs,
    chain: 'middleware',
    run: () => runVitest(['--config', 'scripts/lanes/middleware.config.ts'], { JIESUO_LANE: name }),
  })),
  {
    name: 'browser',
    needs: ['chromium', 'fonts', 'screen', 'pinentry', 'typist'],
    run: runPlaywright,
  },
];

async function runChecks() {
  const count = { passed: 0, failed: 0, skipped: 0, failures: [] };
  for (const check of checks) {
    const isFine = await runCheck(check);
    console.log(`${isFine ? '✓' : '✗'} ${check.name}`);
    count[isFine ? 'passed' : 'failed']++;
    if (!isFine) count.failures.push(check.name);
  }
  return count;
}

async function runVitest(args, env = {}, options = {}) {
  return withReport(async (file) => {
    const reports = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
    const code = await run('vitest', ['run', ...args, ...reports], { env, ...options });
    return judge(code, file, (report) => ({
      passed: report.numPassedTests,
      // A file that cannot even be loaded has no tests to fail.
      failed:
        report.numFailedTests +
        report.testResults.filter((one) => one.status === 'failed' && one.assertionResults.length === 0).length,
      skipped: report.numPendingTests + report.numTodoTests,
      failures: report.testResults.flatMap((file) => {
        const titles = file.assertionResults.filter((one) => one.status === 'failed').map((one) => one.fullName);
        return file.status === 'failed' && titles.length === 0 ? [file.name] : titles;
      }),
    }));
  });
}

async function runPlaywright() {
  return withReport(async (file) => {
    const env = { PLAYWRIGHT_JSON_OUTPUT_NAME: file, PLAYWRIGHT_JSON_OUTPUT_FILE: file };
    const code = await run('playwright', ['test', '--config', 'e2e', '--reporter=list,json'], { env, minutes: 45 });
    return judge(code, file, ({ stats, errors, suites }) => ({
      passed: stats.expected,
      // A test that passes only at the second try is not a passing test.
      failed: stats.unexpected + stats.flaky + errors.length,
      skipped: stats.skipped,
      failures: suites.flatMap(badIn),
    }));
  });
}

/** The titles of a suite's tests that failed, or passed only at another try. */
function badIn({ title, specs = [], suites = [] }) {
  const own = specs.filter((spec) => spec.tests.some(({ status }) => ['unexpected', 'flaky'].includes(status)));
  return [...own.map((spec) => `${title} › ${spec.title}`), ...suites.flatMap(badIn)];
}

async function withReport(use) {
  const folder = mkdtempSync(join(tmpdir(), 'jiesuo-report-'));
  try {
    return await use(join(folder, 'report.json'));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** No report, no test that ran, or an exit code that the report does not explain, is a failure of its own. */
function judge(code, file, read) {
  const count = existsSync(file)
    ? read(JSON.parse(readFileSync(file, 'utf8')))
    : { passed: 0, failed: 0, skipped: 0, failures: [] };
  const isUnexplained = (code !== 0 && count.failed === 0) || count.passed + count.failed === 0;
  return isUnexplained ? { ...count, failed: count.failed + 1 } : count;
}

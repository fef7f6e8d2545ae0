import { runShowDialog } from './command.ts';

// `bridge show-dialog` alone, for the tests under Wine.
process.exitCode = runShowDialog();

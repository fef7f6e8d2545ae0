import type { Command } from './command.ts';

/** Longer than pause and finishing take, shorter than what a service manager waits before it kills (`TimeoutStopSec`). */
const stopSecondsMost = 19;

export const start: Command = {
  usage: 'start',
  summary: { zh: '启动服务（设置取自环境变量）', en: 'starts the server (settings come from the environment)' },
  async run() {
    // Not before it is wanted: it brings the whole server, and other commands are quick.
    const { startServer } = await import('../start.ts');
    const starting = startServer(process.env, () => process.exit(1));
    let isStopping = false;
    const stop = () => {
      // Asked twice: the person does not want to wait.
      if (isStopping) process.exit(1);
      isStopping = true;
      setTimeout(() => process.exit(1), stopSecondsMost * 1000).unref();
      // Also while it still starts: what was begun is ended in order.
      starting
        .then((server) => server.close())
        .then(
          () => process.exit(0),
          () => process.exit(1),
        );
    };
    process.on('SIGINT', stop);
    process.on('SIGTERM', stop);
    const { config, isSealed } = await starting;
    if (isSealed)
      process.stdout.write(
        '服务器已封存，等待保管人执行 vault unseal (sealed: it waits for custodians and vault unseal)\n',
      );
    const { portal, console: staff } = config;
    process.stdout.write(`客户门户 portal: ${portal.origin}\n管理台 console: ${staff.origin}\n`);
    return undefined;
  },
};

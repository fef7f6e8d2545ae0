import type { FastifyInstance } from 'fastify';
import { ZodError } from 'zod';

/** What the sim answers when it will not do something. */
export class SimRefusal extends Error {
  readonly status: number;
  readonly code: string;
  constructor(status: number, code: string) {
    super(code);
    this.name = 'SimRefusal';
    this.status = status;
    this.code = code;
  }
}

/** Every error becomes a status and a code; what went wrong inside is logged and never told. */
export function answerErrors(app: FastifyInstance): void {
  app.setErrorHandler((error, request, reply) => {
    if (error instanceof SimRefusal) return reply.code(error.status).send({ code: error.code });
    if (error instanceof ZodError || error instanceof SyntaxError)
      return reply.code(400).send({ code: 'invalid_input' });
    const status = error instanceof Error && 'statusCode' in error ? Number(error.statusCode) : 500;
    if (status >= 500) request.log.error(error);
    return reply.code(status).send({ code: status >= 500 ? 'internal' : 'invalid_input' });
  });
  app.setNotFoundHandler((_request, reply) => reply.code(404).send({ code: 'not_found' }));
}

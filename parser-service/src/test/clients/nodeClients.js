// Logs the same few events with each of npm's loggers to standard output; what is not installed is named on standard error.
'use strict';

function withModule(name, log) {
  try {
    log(require(name));
  } catch (error) {
    if (error.code !== 'MODULE_NOT_FOUND') throw error;
    console.error(`missing ${name}`);
  }
}

withModule('pino', (pino) => {
  const log = pino({ base: { pid: process.pid, hostname: 'web-1', service: 'checkout' } }, pino.destination({ dest: 1, sync: true }));
  log.error({ err: new TypeError('no stock'), req: { method: 'GET', url: '/carts/17' } }, 'payment failed');
});

withModule('winston', (winston) => {
  const { combine, timestamp, json, errors } = winston.format;
  const log = winston.createLogger({
    format: combine(errors({ stack: true }), timestamp(), json()),
    defaultMeta: { service: 'basket' },
    transports: [new winston.transports.Console()],
  });
  log.warn('slow query', { duration_ms: 913 });
});

withModule('bunyan', (bunyan) => {
  bunyan.createLogger({ name: 'billing', hostname: 'web-2' }).fatal(new RangeError('gone'), 'cannot bill');
});

// The six severities, the gravest first, with the variables of their colours.
export const SEVERITIES = ['FATAL', 'ERROR', 'WARN', 'INFO', 'DEBUG', 'TRACE'];

export const COLOUR = {
  FATAL: '--severity-fatal',
  ERROR: '--severity-error',
  WARN: '--severity-warning',
  INFO: '--severity-info',
  DEBUG: '--severity-debug',
  TRACE: '--severity-trace',
};

/** The bars of /logs/histogram as times and stacked series; the gravest stand at the bottom, where few are seen too. */
export function severityBars(bars) {
  const there = SEVERITIES.filter(name => bars.some(bar => bar.severity_counts[name] > 0));
  return {
    times: bars.map(bar => Date.parse(bar.start) / 1000),
    series: (there.length ? there : ['INFO']).map(name => ({
      label: name.toLowerCase(),
      values: bars.map(bar => bar.severity_counts[name] ?? 0),
      colour: COLOUR[name],
      bars: true,
      stack: true,
    })),
    total: bars.reduce((sum, bar) => sum + bar.total, 0),
  };
}

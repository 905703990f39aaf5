// Every page: its path, its module below pages/, its title, and where it stands in the navigation.
// The server answers these paths with index.html (PageController knows their first segments).

export const routes = [
  { path: '/', page: 'overview', title: 'Overview', nav: 'Observe', icon: 'overview', key: 'o' },
  { path: '/logs', page: 'logs', title: 'Logs', nav: 'Observe', icon: 'logs', key: 'l' },
  { path: '/services', page: 'services', title: 'Services', nav: 'Observe', icon: 'services', key: 's' },
  { path: '/services/:name', page: 'service', title: 'Service' },
  { path: '/templates', page: 'templates', title: 'Templates', nav: 'Observe', icon: 'templates', key: 't' },
  { path: '/alerts', page: 'alerts', title: 'Alerts', nav: 'Respond', icon: 'alerts', key: 'a' },
  { path: '/alerts/:id', page: 'alert', title: 'Alert' },
  { path: '/incidents', page: 'incidents', title: 'Incidents', nav: 'Respond', icon: 'incidents', key: 'i' },
  { path: '/incidents/:id', page: 'incident', title: 'Incident' },
  { path: '/anomalies', page: 'anomalies', title: 'Anomalies', nav: 'Respond', icon: 'anomalies', key: 'n' },
  { path: '/anomalies/:id', page: 'anomaly', title: 'Anomaly' },
  { path: '/slos', page: 'slos', title: 'SLOs', nav: 'Respond', icon: 'slos', key: 'b' },
  { path: '/slos/:id', page: 'slo', title: 'SLO' },
  { path: '/rules', page: 'rules', title: 'Rules', nav: 'Manage', icon: 'rules', key: 'r' },
  { path: '/rules/:id', page: 'rule', title: 'Rule' },
  { path: '/silences', page: 'silences', title: 'Silences', nav: 'Manage', icon: 'silences', key: 'q' },
  { path: '/silences/:id', page: 'silence', title: 'Silence' },
  { path: '/pipeline', page: 'pipeline', title: 'Pipeline', nav: 'Manage', icon: 'pipeline', key: 'p' },
  { path: '/dead-letters', page: 'dead-letters', title: 'Dead letters', nav: 'Manage', icon: 'dead', key: 'd' },
  { path: '/dead-letters/:id', page: 'dead-letter', title: 'Dead letter' },
  { path: '/admin', page: 'admin', title: 'Admin', nav: 'Manage', icon: 'admin', key: 'm', role: 'admin' },
  { path: '/admin/:part', page: 'admin', title: 'Admin' },
  { path: '/admin/:part/:id', page: 'admin', title: 'Admin' },
  { path: '/login', page: 'login', title: 'Sign in', bare: true },
];

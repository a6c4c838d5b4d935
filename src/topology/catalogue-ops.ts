import type { Family } from './catalogue.ts';

/** Metrics, logs, traces, alerts, and what watches and updates containers. */
export const OPS_IMAGES: readonly Family[] = [
  ops('Prometheus', 'a metrics store', [
    'prometheus',
    'pushgateway',
    'victoriametrics',
    'vmagent',
    'vmalert',
    'vmsingle',
    'vmselect',
    'vminsert',
    'vmstorage',
    'thanos',
    'mimir',
  ]),
  ops('Grafana', 'a metrics dashboard', ['grafana', 'chronograf', 'perses']),
  ops('Loki', 'a log store', ['loki', 'promtail', 'graylog', 'victorialogs'], ['datalust/seq']),
  ops('Alertmanager', 'an alert router', ['alertmanager', 'kapacitor']),
  ops('an exporter', 'a metrics exporter', [
    'exporter',
    'cadvisor',
    'nodeexporter',
    'statsd',
    'graphite',
    'netdata',
    'collectd',
    'telegraf',
    'glances',
    'beszel',
    'scrutiny',
  ]),
  ops(
    'OpenTelemetry',
    'a telemetry collector',
    ['otel', 'opentelemetry', 'otelcol', 'collector', 'alloy', 'opamp'],
    ['grafana/agent'],
  ),
  ops('Jaeger', 'a trace store', ['jaeger', 'tempo', 'zipkin', 'pyroscope', 'skywalking']),
  ops(
    'Logstash',
    'a log shipper',
    [
      'logstash',
      'filebeat',
      'metricbeat',
      'heartbeat',
      'packetbeat',
      'auditbeat',
      'fluentd',
      'fluentbit',
      'logspout',
      'rsyslog',
    ],
    ['timberio/vector', 'fluent-bit', 'apm-server', 'elastic-agent', 'fleet-server'],
  ),
  ops('Kibana', 'a log dashboard', ['kibana'], ['opensearch-dashboards', 'wazuh-dashboard']),
  ops(
    'Uptime Kuma',
    'a monitor',
    ['gatus', 'statping', 'zabbix', 'nagios', 'icinga', 'checkmk', 'healthchecks'],
    ['uptime-kuma'],
  ),
  ops(
    'Datadog agent',
    'a monitoring agent',
    ['datadog', 'newrelic', 'dynatrace', 'wazuh'],
    ['datadog/agent', 'gcr.io/datadoghq/agent'],
  ),
  ops('Dozzle', 'a log viewer', ['dozzle', 'logdy', 'goaccess']),
  ops('Watchtower', 'a container updater', ['watchtower', 'diun', 'ouroboros', 'autoheal', 'ofelia']),
  ops(
    'a socket proxy',
    'a filter in front of the Docker socket',
    ['dockerproxy'],
    ['docker-socket-proxy', 'socket-proxy', 'docker-proxy', 'dockersocketproxy'],
  ),
];

function ops(name: string, kind: string, words: readonly string[], repositories: readonly string[] = []): Family {
  return { name, zone: 'ops', kind, words, repositories, ports: [], store: null };
}

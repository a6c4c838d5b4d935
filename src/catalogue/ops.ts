import type { ImageFamily } from './family.ts';
import { families, withTraits } from './rows.ts';

/** Metrics, logs, traces, alerts, and what watches and updates containers. */
export const OPS_IMAGES: readonly ImageFamily[] = [
  ...families('ops', 'a metrics store', {
    Prometheus: 'prometheus pushgateway',
    VictoriaMetrics:
      'victoriametrics victoriametrics/* vmagent vmalert vmsingle vmselect vminsert vmstorage vmauth victoria-metrics',
    Thanos: 'thanos',
    Mimir: 'mimir cortexproject/cortex',
    Graphite: 'graphite statsd graphite-statsd',
  }),
  ...families('ops', 'a metrics dashboard', { Grafana: 'grafana', Chronograf: 'chronograf', Perses: 'perses' }),
  ...families('ops', 'a log store', {
    Loki: 'loki',
    Graylog: 'graylog',
    VictoriaLogs: 'victorialogs victoria-logs',
    Seq: 'datalust/seq',
    OpenObserve: 'openobserve',
    Splunk: 'splunk',
  }),
  ...families('ops', 'an alert router', {
    Alertmanager: 'alertmanager',
    Kapacitor: 'kapacitor',
    Karma: 'prymitive/karma lmierzwa/karma',
    Alerta: 'alerta alerta-web',
    GoAlert: 'goalert/goalert',
  }),
  ...families('ops', 'a metrics exporter', {
    'an exporter': 'exporter',
    'the exporter of a machine': 'nodeexporter node-exporter windows-exporter process-exporter',
    cAdvisor: 'cadvisor',
    Netdata: 'netdata',
    collectd: 'collectd',
    Telegraf: 'telegraf',
    Glances: 'glances',
    Beszel: 'beszel beszel-agent',
    Scrutiny: 'scrutiny',
    Dashdot: 'mauricenino/dashdot',
  }),
  ...families('ops', 'a telemetry collector', {
    OpenTelemetry: 'otel opentelemetry otelcol collector opamp',
    'Grafana Alloy': 'alloy grafana/agent',
    SigNoz: 'signoz signoz/signoz signoz/query-service signoz/frontend',
    HyperDX: 'hyperdx',
  }),
  ...families('ops', 'a trace store', {
    Jaeger: 'jaeger jaegertracing',
    Tempo: 'grafana/tempo =tempo',
    Zipkin: 'zipkin',
    'Apache SkyWalking': 'skywalking skywalking-oap-server skywalking-ui',
  }),
  ...families('ops', 'a profile store', { Pyroscope: 'pyroscope', Parca: 'parca-dev/parca' }),
  ...families('ops', 'a log shipper', {
    Promtail: 'promtail',
    Logstash: 'logstash',
    Beats: 'filebeat metricbeat heartbeat packetbeat auditbeat',
    Fluentd: 'fluentd',
    'Fluent Bit': 'fluentbit fluent-bit',
    Logspout: 'logspout',
    syslog: 'rsyslog syslog-ng =syslog',
    Vector: 'timberio/vector',
    'Elastic agent': 'apm-server elastic-agent fleet-server',
  }),
  ...families('ops', 'a log dashboard', {
    Kibana: 'kibana',
    'OpenSearch Dashboards': 'opensearch-dashboards',
    'Wazuh dashboard': 'wazuh-dashboard',
  }),
  ...families('ops', 'a monitor', {
    'Uptime Kuma': 'uptime-kuma =kuma',
    Gatus: 'gatus',
    Statping: 'statping statping-ng',
    Zabbix: 'zabbix',
    Nagios: 'nagios',
    Icinga: 'icinga icinga2 icingaweb2',
    Checkmk: 'checkmk check-mk-raw',
    Healthchecks: 'healthchecks',
    LibreNMS: 'librenms',
    Cacti: 'cacti',
    Munin: 'munin',
    Smokeping: 'smokeping',
    ntopng: 'ntopng',
    Flower: '=flower mher/flower',
    'RQ dashboard': 'rq-dashboard rqmonitor',
    Burrow: 'linkedin/burrow',
    'Cruise Control': 'cruise-control',
  }),
  ...families('ops', 'a monitoring agent', {
    Datadog: 'datadog datadog/agent datadoghq/agent dd-agent',
    'New Relic': 'newrelic',
    Dynatrace: 'dynatrace',
    Wazuh: 'wazuh',
    Falco: 'falco falcosidekick',
  }),
  ...families('ops', 'a log viewer', { Dozzle: 'dozzle', Logdy: 'logdy', GoAccess: 'goaccess' }),
  ...withTraits(
    [
      ...families('ops', 'what restarts containers', { autoheal: 'autoheal willfarrell/autoheal deunhealth' }),
      ...families('ops', 'a container updater', {
        Watchtower: 'watchtower',
        Diun: 'diun',
        Ouroboros: 'ouroboros',
        "What's up Docker": 'whatsupdocker getwud/wud fmartinou/whats-up-docker',
        Ofelia: 'ofelia swarm-cronjob',
      }),
    ],
    new Map([['starts-containers', ['autoheal', 'Watchtower', 'Ouroboros', 'Ofelia']]]),
  ),
  ...withTraits(
    families('ops', 'a filter in front of the Docker socket', {
      'a socket proxy':
        'dockerproxy dockersocketproxy socketproxy docker-socket-proxy socket-proxy docker-proxy *socket-proxy*',
    }),
    new Map([['socket-filter', ['a socket proxy']]]),
  ),
];

import type { Family } from './catalogue.ts';

/** Reverse proxies, load balancers, API gateways and tunnels: where requests from outside come in. */
export const EDGE_IMAGES: readonly Family[] = [
  edge('nginx', 'a web server and reverse proxy', ['nginx', 'nginxproxy']),
  edge('OpenResty', 'a web server and reverse proxy', ['openresty', 'bunkerweb', 'tengine', 'angie', 'freenginx']),
  edge('SWAG', 'a reverse proxy', ['swag'], ['linuxserver/swag']),
  edge('Nginx Proxy Manager', 'a reverse proxy', ['nginxproxymanager'], ['nginx-proxy-manager', 'zoraxy']),
  edge('Apache httpd', 'a web server', ['httpd', 'apache2'], ['httpd']),
  edge('Traefik', 'a reverse proxy', ['traefik']),
  edge('Caddy', 'a web server and reverse proxy', ['caddy']),
  edge('HAProxy', 'a load balancer', ['haproxy']),
  edge('Envoy', 'a reverse proxy', ['envoy', 'envoyproxy', 'contour', 'pomerium']),
  edge('Kong', 'an API gateway', ['kong', 'krakend', 'apisix', 'tyk', 'gravitee', 'kgateway']),
  edge('Varnish', 'an HTTP cache', ['varnish', 'vinyl']),
  edge(
    'cloudflared',
    'a tunnel',
    ['cloudflared', 'ngrok', 'frps', 'frpc'],
    ['fosrl/pangolin', 'fosrl/newt', 'fosrl/gerbil'],
  ),
  edge('oauth2-proxy', 'an authenticating proxy', [], ['oauth2-proxy']),
  edge('a reverse proxy', 'a reverse proxy', [
    'proxy',
    'reverseproxy',
    'ingress',
    'gateway',
    'loadbalancer',
    'balancer',
    'lb',
  ]),
];

function edge(name: string, kind: string, words: readonly string[], repositories: readonly string[] = []): Family {
  return { name, zone: 'edge', kind, words, repositories, ports: [], store: null };
}

import type { ImageFamily } from './family.ts';
import { families, withTraits } from './rows.ts';

const SOFTWARE: readonly ImageFamily[] = [
  ...families('edge', 'a web server and reverse proxy', {
    nginx: 'nginx nginxproxy',
    OpenResty: 'openresty',
    BunkerWeb: 'bunkerweb',
    Angie: 'angie tengine freenginx',
    Caddy: 'caddy',
  }),
  ...families('edge', 'a web server', {
    'Apache httpd': 'httpd apache2 httpd-php',
    lighttpd: 'lighttpd',
    LiteSpeed: 'openlitespeed litespeed',
  }),
  ...families('edge', 'a reverse proxy', {
    SWAG: 'swag linuxserver/swag',
    'Nginx Proxy Manager': 'nginxproxymanager nginx-proxy-manager npmplus',
    Zoraxy: 'zoraxy',
    Traefik: 'traefik',
    Envoy: 'envoy envoyproxy contour',
    Pomerium: 'pomerium',
    Skipper: 'zalando/skipper fabiolb/fabio',
    'Apache Traffic Server': 'trafficserver',
    Sozu: 'sozu',
    Istio: 'istio/proxyv2',
    Linkerd: 'linkerd linkerd/linkerd',
    'HTTPS portal': 'https-portal',
    'a router at the edge': 'edge-router',
  }),
  ...families('edge', 'a load balancer', { HAProxy: 'haproxy', Pound: '=pound', gobetween: 'gobetween' }),
  ...families('edge', 'a web application firewall', {
    ModSecurity: 'modsecurity modsecurity-crs owasp/modsecurity*',
    SafeLine: 'safeline safeline-tengine',
    Anubis: 'techarohq/anubis',
    'a web application firewall': 'waf',
  }),
  ...families('edge', 'an API gateway', {
    Kong: 'kong',
    KrakenD: 'krakend',
    'Apache APISIX': 'apisix',
    Tyk: 'tyk tyk-gateway',
    Gravitee: 'gravitee apim-gateway graviteeio/*gateway',
    Gloo: 'kgateway gloo-envoy-wrapper',
    Ambassador: 'emissary datawire/ambassador',
    'Express Gateway': 'express-gateway',
    'Spring Cloud Gateway': 'spring-cloud-gateway',
    WSO2: 'wso2am wso2mi',
  }),
  ...families('edge', 'an HTTP cache', { Varnish: 'varnish vinyl' }),
  ...families('edge', 'a tunnel', {
    cloudflared: 'cloudflared',
    ngrok: 'ngrok',
    frp: 'frps frpc',
    Pangolin: 'fosrl/pangolin fosrl/newt fosrl/gerbil',
    rathole: 'rathole',
    zrok: 'zrok openziti/zrok',
    chisel: 'jpillora/chisel',
    sish: 'antoniomika/sish',
    inlets: 'inlets inlets-pro',
    bore: 'ekzhang/bore',
    localtunnel: 'localtunnel-server',
    boringproxy: 'boringproxy/boringproxy',
  }),
  ...families('edge', 'an authenticating proxy', {
    'oauth2-proxy': 'oauth2-proxy oauth2-proxy/oauth2-proxy',
    Vouch: 'vouch-proxy',
    'authentik outpost': 'goauthentik/proxy',
    'Ory Oathkeeper': 'oryd/oathkeeper ory/oathkeeper',
    Teleport: 'gravitational/teleport* teleport-distroless',
  }),
];

/** Reverse proxies, load balancers, API gateways and tunnels: where requests from outside come in. */
export const EDGE_IMAGES = withTraits(
  SOFTWARE,
  new Map([
    [
      'keeps-store',
      [
        'Kong',
        'Nginx Proxy Manager',
        'Traefik',
        'Envoy',
        'oauth2-proxy',
        'Apache APISIX',
        'Tyk',
        'Gravitee',
        'BunkerWeb',
        'Pangolin',
        'Pomerium',
        'WSO2',
      ],
    ],
    ['serves-applications', ['nginx', 'Apache httpd']],
  ]),
);

/** What is only called by its work, and so may be something else: see `GENERIC` in `catalogue-companions.ts`. */
export const GENERIC_EDGE: readonly ImageFamily[] = families('edge', 'a reverse proxy', {
  'a reverse proxy': 'proxy reverseproxy ingress gateway apigateway loadbalancer balancer lb',
});

import { repositoryOf } from './image.ts';

/** Whether an image is a system or a language without software of its own: what runs in it stands in the command or in a mount. */
export function isRuntime(image: string): boolean {
  const repository = repositoryOf(image).replace(/^(?:docker\/)?library\//, '');
  return RUNTIMES.has(repository) || PACKAGED.test(repository);
}

/** Languages as others package them, and systems to develop in. */
const PACKAGED =
  /^(?:bitnami|bitnamilegacy|chainguard|circleci|cimg|docker)\/(?:node|python|ruby|golang|go|java|jre|jdk|php|php-fpm|rust|deno)$|^(?:vscode\/)?devcontainers\/|^distroless\//;

const RUNTIMES: ReadonlySet<string> = new Set(
  (
    'alpine busybox debian ubuntu centos fedora rockylinux almalinux amazonlinux archlinux bash buildpack-deps scratch ' +
    'node oven/bun denoland/deno python pypy ruby jruby perl php composer golang rust openjdk eclipse-temurin amazoncorretto maven gradle ' +
    'elixir erlang haskell swift julia r-base rocker/r-ver mono dotnet/sdk dotnet/aspnet dotnet/runtime clojure tomcat jetty ' +
    'phusion/baseimage bitnami/minideb curlimages/curl appropriate/curl byrnedo/alpine-curl alpine/curl alpine/git alpine/socat ' +
    'hashicorp/terraform docker playwright chainguard/wolfi-base astral-sh/uv nixos/nix'
  ).split(' '),
);

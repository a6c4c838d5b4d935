# The command for those without Node. `bulkhead diff` asks git, so it is a slim image and none without a shell.
#   docker run --rm --network none -v "$PWD:/work:ro" ghcr.io/owner/bulkhead check
FROM node:24-bookworm-slim
RUN apt-get update \
  && apt-get install -y --no-install-recommends git \
  && rm -rf /var/lib/apt/lists/* \
  && git config --system --add safe.directory '*'
COPY dist/cli.js dist/package.json dist/licenses.txt LICENSE /opt/bulkhead/
COPY dist/drawing /opt/bulkhead/drawing/
USER 65532:65532
WORKDIR /work
ENTRYPOINT ["node", "/opt/bulkhead/cli.js"]
CMD ["check"]

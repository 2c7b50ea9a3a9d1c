# The service alone, without the tools of its developers. Settings come from the environment: docs/settings.md.
# ci/bare-debian.sh carries out these very lines on a bare Debian, so they are proven without a container engine.
FROM debian:bookworm-slim
ENV PATH=/venv/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
ENV PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1
# postgresql-client is for `python -m app backup`.
RUN apt-get update \
 && apt-get install -y --no-install-recommends ca-certificates python3 python3-venv postgresql-client \
 && rm -rf /var/lib/apt/lists/*
RUN useradd --system --uid 10001 --no-create-home madoguchi \
 && install --directory --owner madoguchi /data
WORKDIR /srv/madoguchi
COPY requirements-service.lock .
RUN python3 -m venv /venv \
 && pip install --no-cache-dir --only-binary=:all: --require-hashes -r requirements-service.lock
COPY . .
ARG COMMIT=
ENV DATA=/data COMMIT=$COMMIT
USER madoguchi
VOLUME /data
EXPOSE 8000
HEALTHCHECK --start-period=30s CMD python -c "import urllib.request as u; u.urlopen('http://127.0.0.1:8000/healthz')"
CMD ["python", "-m", "app", "serve", "--data", "/data", "--no-sandboxes", "--port", "8000"]

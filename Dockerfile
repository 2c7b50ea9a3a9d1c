# The service alone, without the tools of its developers. Settings come from the environment: docs/settings.md.
FROM python:3.11-slim AS built
COPY requirements-service.lock /
RUN python -m venv /venv \
 && /venv/bin/pip install --no-cache-dir --only-binary=:all: --require-hashes -r /requirements-service.lock

FROM python:3.11-slim
RUN useradd --system --uid 10001 --no-create-home madoguchi \
 && install --directory --owner madoguchi /data
COPY --from=built /venv /venv
WORKDIR /srv/madoguchi
COPY . .
ENV PATH=/venv/bin:$PATH PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1 DATA=/data
USER 10001
VOLUME /data
EXPOSE 8000
HEALTHCHECK --start-period=30s CMD ["python", "-c", "import urllib.request as u; u.urlopen('http://127.0.0.1:8000/healthz')"]
CMD ["python", "-m", "app", "serve", "--data", "/data"]

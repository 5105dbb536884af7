# The front-end files first: only a few of them go on (bin/lib/assets).
FROM node:20-bookworm-slim AS front
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev

FROM python:3.11-slim-bookworm
ENV PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 DEBUG=0
# What WeasyPrint draws with, and tini to pass signals on.
RUN apt-get update \
    && apt-get install -y --no-install-recommends \
       libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 tini util-linux \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --create-home --uid 10001 trust
WORKDIR /app
COPY requirements/app.lock requirements/
RUN python -m venv .venv \
    && .venv/bin/pip install --no-cache-dir --disable-pip-version-check --require-hashes \
       -r requirements/app.lock \
    && touch .venv/.installed
COPY . .
COPY --from=front /app/node_modules node_modules
# These secrets only let the files be collected; the running site is given its own.
RUN bin/lib/copy-assets \
    && rm -rf node_modules \
    && SECRET_KEY=only-while-building ALLOWED_HOSTS=localhost .venv/bin/python manage.py collectstatic --noinput \
    && install -d -o trust -g trust /data/media
ENV MEDIA_ROOT=/data/media
USER trust
EXPOSE 8000
ENTRYPOINT ["tini", "--"]
CMD [".venv/bin/gunicorn", "trust.wsgi", "--bind", "0.0.0.0:8000", "--workers", "2", "--threads", "4", "--timeout", "60", "--max-requests", "2000", "--max-requests-jitter", "200"]

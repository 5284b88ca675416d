ARG PYTHON_IMAGE=python:3.13-slim

FROM ${PYTHON_IMAGE} AS build
COPY requirements-image.lock /tmp/
RUN python3 -m venv /opt/imrf \
    && /opt/imrf/bin/python -m pip install --no-cache-dir --no-deps --require-hashes \
        -r /tmp/requirements-image.lock \
    && printf '#!/opt/imrf/bin/python\nfrom app.cli import main\n\nmain()\n' > /opt/imrf/bin/imrf \
    && chmod 755 /opt/imrf/bin/imrf

FROM ${PYTHON_IMAGE}
RUN install -d -o 10001 -g 10001 /var/lib/imrf
COPY --from=build /opt/imrf /opt/imrf
COPY app /srv/imrf/app
COPY scheduling /srv/imrf/scheduling
COPY seed /srv/imrf/seed
COPY alembic /srv/imrf/alembic
ENV PATH=/opt/imrf/bin:$PATH \
    PYTHONPATH=/srv/imrf \
    PYTHONUNBUFFERED=1 \
    IMRF_DATABASE_URL=sqlite:////var/lib/imrf/imrf.db \
    IMRF_HOST=0.0.0.0 \
    IMRF_PORT=8000
WORKDIR /var/lib/imrf
USER 10001:10001
VOLUME /var/lib/imrf
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s \
    CMD ["python", "-c", "import os, urllib.request; urllib.request.urlopen('http://127.0.0.1:' + os.environ['IMRF_PORT'] + '/healthz', timeout=4)"]
ENTRYPOINT ["python", "-m", "app"]

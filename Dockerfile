# Two stages: one builds a virtual environment from pinned, hashed requirements, one runs it as nobody in particular.
# REQUIREMENTS=semantic adds what searching by meaning needs.
# Each RUN is plain shell on absolute paths, so that scripts/rehearse-image can walk through it without a Docker engine.

FROM python:3.11-slim AS build
WORKDIR /src
ARG REQUIREMENTS=run
COPY requirements requirements
RUN python3 -m venv /opt/awesome-bot
RUN /opt/awesome-bot/bin/python -m pip install --no-cache-dir --disable-pip-version-check --require-hashes -r requirements/$REQUIREMENTS.txt
COPY pyproject.toml README.md LICENSE ./
COPY bot bot
COPY data data
RUN /opt/awesome-bot/bin/python -m pip install --no-cache-dir --disable-pip-version-check --no-deps --no-build-isolation .

FROM python:3.11-slim
COPY --from=build /opt/awesome-bot /opt/awesome-bot
RUN install -d -o 10001 -g 10001 /state
ENV PATH=/opt/awesome-bot/bin:$PATH PYTHONUNBUFFERED=1 AWESOME_BOT_DATA_DIR=/state
USER 10001:10001
VOLUME /state
HEALTHCHECK --interval=60s --timeout=10s --start-period=30s CMD ["awesome-bot", "check"]
ENTRYPOINT ["awesome-bot"]
CMD ["run"]

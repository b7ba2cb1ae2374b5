# Stands in for ghcr.io/astral-sh/uv: the programs out of uv's wheel on PyPI, of which the musl
# build needs no C library, as in the official image.
FROM python:3.14-slim-trixie AS wheel
ARG UV_VERSION
RUN pip install --target /wheel --no-deps --only-binary :all: \
    --platform "musllinux_1_1_$(uname -m)" "uv==$UV_VERSION"

FROM scratch
COPY --from=wheel /wheel/bin/ /
ENTRYPOINT ["/uv"]

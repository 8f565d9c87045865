# syntax=docker/dockerfile:1
# The first stage builds one static program and checks the content, so that an image with
# broken content cannot exist. The second stage is that program alone.
FROM rust:1-slim-bookworm AS build
WORKDIR /src
COPY . .
# A target must be named for the flag to reach the program and not the build scripts.
RUN --mount=type=cache,target=/usr/local/cargo/registry \
    --mount=type=cache,target=/src/target \
    target="$(rustc -vV | sed -n 's/^host: //p')" \
 && RUSTFLAGS="-C target-feature=+crt-static" \
    cargo build --locked --profile dist --target "$target" \
 && cp "target/$target/dist/career-guide" /career-guide \
 && /career-guide check

FROM scratch
COPY --from=build /career-guide /career-guide
USER 65532:65532
ENV GUIDE_ADDRESS=0.0.0.0:3000
EXPOSE 3000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=5s --start-period=5s \
    CMD ["/career-guide", "health"]
ENTRYPOINT ["/career-guide"]
CMD ["serve"]

# syntax=docker/dockerfile:1
# The first stage builds one static program and checks the content with it, so that an image with
# broken content cannot exist. The second stage is that program alone.
FROM rust:1-slim-bookworm AS build
WORKDIR /src

# What we depend on changes rarely: it is built from the manifest alone, and kept as a layer until
# that changes. The flag makes a program without any library of the system; it needs a target to
# reach the program and not the build scripts.
ENV RUSTFLAGS="-C target-feature=+crt-static"
COPY Cargo.toml Cargo.lock build.rs askama.toml ./
COPY src/markdown/colour.rs src/markdown/
COPY benches/ benches/
COPY examples/ examples/
RUN --mount=type=cache,target=/usr/local/cargo/registry \
    mkdir templates content static && touch src/lib.rs && echo 'fn main() {}' > src/main.rs \
 && cargo build --locked --profile dist --bin career-guide \
        --target "$(rustc -vV | sed -n 's/^host: //p')"

COPY . .
RUN --mount=type=cache,target=/usr/local/cargo/registry \
    target="$(rustc -vV | sed -n 's/^host: //p')" \
 && touch build.rs src/lib.rs src/main.rs \
 && cargo build --locked --profile dist --bin career-guide --target "$target" \
 && cp "target/$target/dist/career-guide" /career-guide \
 && cd / && /career-guide check

FROM scratch
LABEL org.opencontainers.image.title="Career Guide" \
      org.opencontainers.image.description="The backend career guide you can finish, print, take offline and host yourself" \
      org.opencontainers.image.licenses="(MIT OR Apache-2.0) AND CC-BY-SA-4.0"
COPY --from=build /career-guide /career-guide
USER 65532:65532
ENV GUIDE_ADDRESS=0.0.0.0:3000
EXPOSE 3000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=5s --start-period=5s \
    CMD ["/career-guide", "health"]
ENTRYPOINT ["/career-guide"]
CMD ["serve"]

//! The command line: `serve`, `check`, `export`, `health`.

use std::env;
use std::fmt;
use std::io::{self, ErrorKind, IsTerminal as _, Read as _, Write as _};
use std::net::{Ipv4Addr, Ipv6Addr, SocketAddr, TcpStream};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

use anyhow::Context as _;
use career_guide::content::{self, Day, Guide, Mode, Origin};
use career_guide::export;
use career_guide::live::{Live, Recipe};
use career_guide::server::{self, Limits, Options};
use career_guide::site::Site;
use career_guide::tools::salary;
use clap::{Args, CommandFactory as _, FromArgMatches as _, Parser, Subcommand};
use tracing::level_filters::LevelFilter;
use tracing_subscriber::EnvFilter;

/// The backend career guide: reads a folder of Markdown, checks it, and serves it.
///
/// Without a command it serves the guide on http://127.0.0.1:3000.
#[derive(Parser)]
#[command(
    version,
    args_conflicts_with_subcommands = true,
    after_help = "Exit codes: 0 it worked, 1 it did not, 2 the command line is wrong.
Every option can also be set in the environment, by the name in [env: …]."
)]
struct Cli {
    #[command(subcommand)]
    command: Option<Command>,
    #[command(flatten)]
    serve: Serve,
    #[command(flatten)]
    sources: Sources,
}

#[derive(Subcommand)]
enum Command {
    /// Answer requests (the default)
    Serve(Serve),
    /// Read everything and list the problems
    Check {
        /// List long sentences, filler and repeats as well, and how easy each page is to read
        #[arg(long)]
        style: bool,
        /// List the sources of pay figures that are older than 18 months as well
        #[arg(long)]
        stale: bool,
    },
    /// Write the site to a folder, for any static host
    Export {
        /// A folder that is new or empty
        folder: PathBuf,
        /// Where the site will live below its host, such as /guide
        #[arg(long, value_name = "PATH", value_parser = content::base_path)]
        base: Option<String>,
    },
    /// Ask a running server whether it is well
    Health {
        /// Where the server listens
        #[arg(long, env = "GUIDE_ADDRESS", default_value = "127.0.0.1:3000", value_parser = address)]
        address: SocketAddr,
    },
}

#[derive(Args)]
struct Serve {
    /// Where to listen
    #[arg(long, env = "GUIDE_ADDRESS", default_value = "127.0.0.1:3000", value_parser = address)]
    address: SocketAddr,
    /// Rebuild when a file changes, and reload the open pages
    #[arg(long, env = "GUIDE_WATCH", value_parser = clap::builder::BoolishValueParser::new())]
    watch: bool,
    /// Where to answer /metrics in Prometheus text, and /health; nowhere by default
    #[arg(long, env = "GUIDE_METRICS_ADDRESS", value_name = "ADDRESS", value_parser = address)]
    metrics_address: Option<SocketAddr>,
    /// How the log on standard error is written; GUIDE_LOG says how much of it
    #[arg(long, env = "GUIDE_LOG_FORMAT", default_value = "text")]
    log_format: LogFormat,
    /// Write the address of the visitor beside each logged request
    #[arg(long, env = "GUIDE_LOG_CLIENTS", value_parser = clap::builder::BoolishValueParser::new())]
    log_clients: bool,
    /// Believe X-Forwarded-For and X-Request-Id: only behind a proxy that sets them
    #[arg(long, env = "GUIDE_TRUST_PROXY", value_parser = clap::builder::BoolishValueParser::new())]
    trust_proxy: bool,
    /// Connections at a time; the next one is answered 503
    #[arg(long, env = "GUIDE_MAX_CONNECTIONS", value_name = "NUMBER", default_value_t = Limits::default().connections as u32, value_parser = clap::value_parser!(u32).range(1..))]
    max_connections: u32,
}

#[derive(Clone, Copy, PartialEq, clap::ValueEnum)]
enum LogFormat {
    Text,
    Json,
}

#[derive(Args)]
struct Sources {
    /// The content folder [default: ./content if there is one, or else what is built in]
    #[arg(long, env = "GUIDE_CONTENT", value_name = "DIR", global = true)]
    content: Option<PathBuf>,
    /// A folder laid over the content: replaces, adds and, with empty files, removes
    #[arg(long, env = "GUIDE_OVERLAY", value_name = "DIR", global = true)]
    overlay: Option<PathBuf>,
    /// Scheme and host of the site, such as https://guide.example
    #[arg(long, env = "GUIDE_ORIGIN", value_name = "URL", global = true, value_parser = content::origin)]
    origin: Option<String>,
    /// Where the site lives below its host, such as /guide
    #[arg(long, env = "GUIDE_BASE_PATH", value_name = "PATH", global = true, value_parser = content::base_path)]
    base_path: Option<String>,
}

fn main() -> ExitCode {
    let matches = without_empty(Cli::command()).get_matches();
    let cli = Cli::from_arg_matches(&matches).unwrap_or_else(|err| err.exit());
    let format = match &cli.command {
        Some(Command::Serve(serve)) => serve.log_format,
        _ => cli.serve.log_format,
    };
    match environment() {
        Ok(level) => log(format, level),
        Err(problem) => {
            eprintln!("{problem}");
            return ExitCode::from(2);
        }
    }
    match run(cli) {
        Ok(()) => ExitCode::SUCCESS,
        // No prefix: a problem must begin its line with the file for editors to link it.
        Err(err) => {
            eprintln!("{}", format!("{err:#}").trim_end());
            ExitCode::FAILURE
        }
    }
}

/// An option whose variable is empty was not set: `${GUIDE_ORIGIN:-}` in a file of compose.
fn without_empty(command: clap::Command) -> clap::Command {
    let is_empty = |name: &std::ffi::OsStr| env::var_os(name).is_some_and(|it| it.is_empty());
    command
        .mut_args(|arg| {
            if arg.get_env().is_some_and(is_empty) {
                arg.env(clap::builder::Resettable::Reset)
            } else {
                arg
            }
        })
        .mut_subcommands(without_empty)
}

/// Looks at the variables that are not options; says how much is logged.
///
/// # Errors
/// What is wrong with one.
fn environment() -> Result<EnvFilter, String> {
    if let Ok(threads) = env::var("TOKIO_WORKER_THREADS")
        && threads.parse::<usize>().map_or(true, |it| it == 0)
    {
        return Err(format!(
            "TOKIO_WORKER_THREADS is `{threads}`: write a number of threads, 1 or more"
        ));
    }
    let log = env::var("GUIDE_LOG").unwrap_or_default();
    let is_level = |it: &str| it.contains('=') || it.parse::<LevelFilter>().is_ok();
    let parts = log.split(',').map(str::trim);
    let parts: Vec<&str> = parts.filter(|it| !it.is_empty()).collect();
    for part in &parts {
        if !is_level(part)
            || part
                .parse::<tracing_subscriber::filter::Directive>()
                .is_err()
        {
            return Err(format!(
                "GUIDE_LOG has `{part}`: write error, warn, info or debug, or `info,request=debug`"
            ));
        }
    }
    Ok(if parts.is_empty() {
        EnvFilter::new("info")
    } else {
        EnvFilter::new(parts.join(","))
    })
}

fn address(text: &str) -> Result<SocketAddr, &'static str> {
    let words = "write an address and a port, such as 127.0.0.1:3000 or [::1]:3000";
    text.parse().map_err(|_| words)
}

/// Writes to standard output. Whoever has read enough of it may have closed it.
fn say(line: impl fmt::Display) -> anyhow::Result<()> {
    match writeln!(io::stdout(), "{line}") {
        Err(err) if err.kind() != ErrorKind::BrokenPipe => {
            Err(err).context("cannot write to standard output")
        }
        _ => Ok(()),
    }
}

fn log(format: LogFormat, level: EnvFilter) {
    // Colours are for people at a terminal, and not for files and journals.
    let no_colour = env::var_os("NO_COLOR").is_some_and(|it| !it.is_empty());
    let log = tracing_subscriber::fmt()
        .with_env_filter(level)
        .with_target(false)
        .with_ansi(io::stderr().is_terminal() && !no_colour)
        .with_writer(std::io::stderr);
    match format {
        LogFormat::Text => log.init(),
        LogFormat::Json => log.json().flatten_event(true).init(),
    }
}

fn run(cli: Cli) -> anyhow::Result<()> {
    let mut recipe = recipe(cli.sources);
    match cli.command.unwrap_or(Command::Serve(cli.serve)) {
        Command::Serve(options) => {
            if options.watch {
                recipe.mode = Mode::Watch;
            }
            serve(recipe, &options)
        }
        Command::Check { style, stale } => {
            let site = recipe.build()?;
            // What nobody reads, such as styles and downloads, has no title.
            let read = site.pages().filter(|(_, page)| !page.title.is_empty());
            say(format_args!("{} pages, no problems", read.count()))?;
            if stale {
                list_stale(&site.guide, recipe.today.unwrap_or_else(Day::today))?;
            }
            if style { check_style(&recipe) } else { Ok(()) }
        }
        Command::Export { folder, base } => {
            recipe.mode = Mode::Export;
            recipe.base_path = base.or(recipe.base_path);
            let site = recipe.build()?;
            let files = export::write(&site, &folder)?;
            warn_of_origin(&site);
            say(format_args!("{files} files in {}", folder.display()))
        }
        Command::Health { address } => health(address),
    }
}

/// What a start does not ask for: whether the texts are good to read.
fn check_style(recipe: &Recipe) -> anyhow::Result<()> {
    let origin = recipe
        .content
        .as_deref()
        .map_or(Origin::BuiltIn, Origin::Folder);
    let style = content::style(origin, recipe.overlay.as_deref());
    say("\nreading ease (60 and more is plain English), words in a sentence, words")?;
    for it in &style.readings {
        let (ease, sentence) = (it.ease, it.sentence);
        say(format_args!(
            "{ease:>5.0} {sentence:>6.1} {:>6}  {}",
            it.words, it.path
        ))?;
    }
    anyhow::ensure!(style.findings.is_empty(), style.findings);
    Ok(())
}

/// A line for each source of pay figures that somebody should look for a newer edition of.
fn list_stale(guide: &Guide, today: Day) -> anyhow::Result<()> {
    let stale = salary::stale(guide, today);
    for source in &stale {
        say(format_args!(
            "salary/{}.toml: the figures end on {}, {} months ago ({})",
            source.slug,
            source.until,
            salary::months_since(source.until, today),
            source.url,
        ))?;
    }
    say(format_args!(
        "{} sources of pay figures are older than 18 months",
        stale.len()
    ))
}

/// Says so if the origin means this machine alone, as the one of the built-in `site.toml` does.
fn warn_of_origin(site: &Site) {
    let origin = &site.guide.settings.origin;
    let here = ["http://127.", "http://localhost", "http://[::1]"];
    if here.iter().any(|it| origin.starts_with(it)) {
        tracing::warn!("links of the sitemap and the feed begin with {origin}: say --origin");
    }
}

/// In a checkout a writer expects their edits to be seen, so the folders beside us win over the
/// content that was built in.
fn recipe(sources: Sources) -> Recipe {
    let here = |name: &str, sign: &str| {
        Path::new(name)
            .join(sign)
            .exists()
            .then(|| PathBuf::from(name))
    };
    let checkout = sources.content.is_none();
    Recipe {
        assets: here("static", "css")
            .filter(|_| checkout && Path::new("content/site.toml").exists()),
        content: sources.content.or_else(|| here("content", "site.toml")),
        overlay: sources.overlay,
        origin: sources.origin,
        base_path: sources.base_path,
        ..Recipe::default()
    }
}

fn serve(recipe: Recipe, options: &Serve) -> anyhow::Result<()> {
    let site = recipe.build()?;
    if !options.address.ip().is_loopback() {
        warn_of_origin(&site);
    }
    let live = Arc::new(Live::new(recipe, site));
    if options.watch {
        let live = Arc::clone(&live);
        std::thread::spawn(move || {
            if let Err(err) = live.watch() {
                eprintln!("{err:#}");
            }
        });
    }
    let limits = Limits {
        connections: options.max_connections as usize,
        ..Limits::default()
    };
    let how = Options {
        limits,
        trusts_proxy: options.trust_proxy,
        logs_clients: options.log_clients,
        counts: options.metrics_address.is_some(),
    };
    server::run(live, options.address, options.metrics_address, how)
}

/// One request by hand: an HTTP client for one status line would be the largest part of us.
fn health(mut address: SocketAddr) -> anyhow::Result<()> {
    // “Every address” is where a server listens, not where it can be asked.
    if address.ip().is_unspecified() {
        let here = if address.is_ipv4() {
            Ipv4Addr::LOCALHOST.into()
        } else {
            Ipv6Addr::LOCALHOST.into()
        };
        address.set_ip(here);
    }
    let limit = Duration::from_secs(3);
    let no_answer = || format!("no answer from {address}");
    let mut stream = TcpStream::connect_timeout(&address, limit).with_context(no_answer)?;
    stream
        .set_read_timeout(Some(limit))
        .with_context(no_answer)?;
    let request =
        format!("GET /health/ready HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n");
    stream
        .write_all(request.as_bytes())
        .with_context(no_answer)?;
    let mut answer = Vec::new();
    stream
        .take(4096)
        .read_to_end(&mut answer)
        .with_context(no_answer)?;
    let status = String::from_utf8_lossy(&answer);
    let status = status.lines().next().unwrap_or_default();
    anyhow::ensure!(status.contains(" 200 "), "{address} answered `{status}`");
    say(format_args!("{address} is well"))
}
